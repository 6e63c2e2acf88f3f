import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { act, render } from "@testing-library/react";
import { expect, it } from "vitest";
import { type Deferred, deferred } from "@/tests/deferred";
import { useSteady } from "./use-steady";

const answers: Deferred<void>[] = [];

function Page({ name }: { name: string }) {
  const query = useQuery<string>({
    queryKey: [name],
    queryFn: async () => {
      const answer = deferred();
      answers.push(answer);
      await answer.promise;
      return `all of ${name}`;
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { data, error } = useSteady(query);
  return <p>{data ?? error?.message ?? "Loading"}</p>;
}

function open(name: string) {
  answers.length = 0;
  const cache = new QueryClient();
  const page = (name: string) => (
    <QueryClientProvider client={cache}>
      <Page name={name} />
    </QueryClientProvider>
  );
  const { rerender } = render(page(name));
  return { cache, goTo: (other: string) => rerender(page(other)) };
}

/** What is on the page once everything that was told has reached it. */
async function shown(): Promise<string | null | undefined> {
  await act(() => new Promise((resolve) => setTimeout(resolve, 5)));
  return document.querySelector("p")?.textContent;
}

it("goes on saying what is wrong while it is asked for once more, until there is an answer", async () => {
  const { cache } = open("a");
  expect(await shown()).toBe("Loading");
  answers[0]?.reject(new Error("down"));
  expect(await shown()).toBe("down");

  void cache.invalidateQueries();
  expect(await shown()).toBe("down");
  expect(answers).toHaveLength(2);
  answers[1]?.reject(new Error("still down"));
  expect(await shown()).toBe("still down");

  void cache.invalidateQueries();
  expect(await shown()).toBe("still down");
  answers[2]?.resolve();
  expect(await shown()).toBe("all of a");
});

it("says nothing of one while another is loaded for the first time", async () => {
  const { goTo } = open("a");
  expect(await shown()).toBe("Loading");
  answers[0]?.reject(new Error("down"));
  expect(await shown()).toBe("down");

  goTo("b");

  expect(await shown()).toBe("Loading");
});
