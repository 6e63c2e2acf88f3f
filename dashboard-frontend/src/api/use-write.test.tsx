import { ApiError } from "@stonechat/openapi/client";
import type { Problem } from "@stonechat/openapi/types";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, it, vi } from "vitest";
import { type ToastContent, ToastContext } from "@/lib/toasts";
import { deferred } from "@/tests/deferred";
import { showAhead, useWrite } from "./use-write";

const KEY = ["tags"];

function problem(over: Partial<Problem>): ApiError {
  const document = { type: "", title: "", status: 422, detail: "No.", code: "invalid", errors: [], ...over };
  return new ApiError(document.status, document);
}

function setUp(write: (name: string) => Promise<string>, inForm = false) {
  const cache = new QueryClient();
  cache.setQueryData(KEY, ["Old"]);
  const said: ToastContent[] = [];
  const wrapper = ({ children }: { children: ReactNode }) => (
    <ToastContext value={(content) => said.push(content)}>
      <QueryClientProvider client={cache}>{children}</QueryClientProvider>
    </ToastContext>
  );
  const { result } = renderHook(
    () =>
      useWrite({
        write,
        ahead: (held, name: string) => showAhead<string[]>(held, KEY, (names) => [...names, name]),
        keep: (held, answer) => held.setQueryData<string[]>(KEY, (names) => [...(names ?? []).slice(0, -1), answer]),
        said: (answer) => ({ text: `Made ${answer}` }),
        inForm,
      }),
    { wrapper },
  );
  return { cache, said, result, names: () => cache.getQueryData(KEY) };
}

it("shows the outcome before the answer, then the answer, and says that it is done", async () => {
  const answer = deferred<string>();
  const { result, names, said } = setUp(() => answer.promise);
  let running: Promise<string | null> = Promise.resolve(null);
  act(() => {
    running = result.current.run("new");
  });
  expect(names()).toEqual(["Old", "new"]);

  await act(async () => {
    answer.resolve("New");
    await running;
  });
  expect(names()).toEqual(["Old", "New"]);
  expect(said).toEqual([{ text: "Made New" }]);
});

it("takes back what the server refuses, and offers to try the same again", async () => {
  const write = vi
    .fn<(name: string) => Promise<string>>()
    .mockRejectedValueOnce(new ApiError(503))
    .mockResolvedValue("New");
  const { result, names, said } = setUp(write);
  await act(async () => expect(await result.current.run("new")).toBeNull());

  expect(names()).toEqual(["Old"]);
  expect(said[0]).toMatchObject({ tone: "trouble", text: "The server has a problem. Try again in a moment." });
  await act(async () => said[0]?.action?.run());
  expect(names()).toEqual(["Old", "New"]);
  expect(write.mock.calls).toEqual([["new"], ["new"]].map((call) => expect.arrayContaining(call)));
});

it("asks the server what holds when something else changed meanwhile", async () => {
  const answer = deferred<string>();
  const { cache, result, names } = setUp(() => answer.promise);
  const invalidated = vi.spyOn(cache, "invalidateQueries");
  let running: Promise<string | null> = Promise.resolve(null);
  act(() => {
    running = result.current.run("new");
  });
  cache.setQueryData(KEY, ["Old", "new", "From elsewhere"]);
  await act(async () => {
    answer.reject(new ApiError(500));
    await running;
  });

  expect(names()).toEqual(["Old", "new", "From elsewhere"]);
  expect(invalidated).toHaveBeenCalledWith({ queryKey: KEY, exact: true });
});

it("tells what is wrong with a field at the field, and only there", async () => {
  const refusal = problem({ errors: [{ pointer: "/name", detail: "Too long." }] });
  const { result, said } = setUp(() => Promise.reject(refusal));
  await act(async () => void (await result.current.run("new")));

  expect(result.current.fields).toEqual({ "/name": "Too long." });
  expect(result.current.problem).toBeNull();
  expect(said).toEqual([]);
});

it("leaves it to the form to say what is wrong with all of it", async () => {
  const refusal = problem({ status: 409, code: "name_taken", detail: "There is a tag of this name already." });
  const { result, said } = setUp(() => Promise.reject(refusal), true);
  await act(async () => void (await result.current.run("new")));

  expect(result.current.problem).toBe("There is a tag of this name already.");
  expect(said).toEqual([]);
});
