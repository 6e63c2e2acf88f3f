import { act, fireEvent, render, screen } from "@testing-library/react";
import { Suspense, useState } from "react";
import { expect, it, vi } from "vitest";
import { deferred } from "@/tests/deferred";
import { later } from "./later";

function Counter({ label }: { label: string }) {
  const [count, setCount] = useState(0);
  return (
    <button type="button" onClick={() => setCount(count + 1)}>
      {label} {count}
    </button>
  );
}

it("is drawn at once where its chunk is there", async () => {
  const Chunk = later(async () => Counter);
  await act(async () => Chunk.load());

  render(
    <Suspense fallback="coming">
      <Chunk label="Pressed" />
    </Suspense>,
  );

  expect(screen.queryByText("coming")).toBeNull();
  expect(screen.getByRole("button").textContent).toBe("Pressed 0");
});

it("lets something stand in for it until its chunk is there, and begins anew never", async () => {
  const arrived = deferred();
  const fetch = vi.fn(() => arrived.promise.then(() => Counter));
  const Chunk = later(fetch);
  const page = (label: string) => (
    <Suspense fallback="coming">
      <Chunk label={label} />
    </Suspense>
  );
  const { rerender } = render(page("Pressed"));
  expect(screen.getByText("coming")).toBeTruthy();

  await act(async () => arrived.resolve());
  fireEvent.click(await screen.findByRole("button"));
  rerender(page("Counted"));

  expect(screen.getByRole("button").textContent).toBe("Counted 1");
  expect(fetch).toHaveBeenCalledTimes(1);
});

it("is fetched again after it could not be had", async () => {
  const fetch = vi.fn(async () => Counter).mockRejectedValueOnce(new TypeError("Failed to fetch"));
  const Chunk = later(fetch);
  await act(async () => Chunk.load());

  await act(async () => Chunk.load());
  render(<Chunk label="Pressed" />);

  expect(screen.getByRole("button")).toBeTruthy();
});
