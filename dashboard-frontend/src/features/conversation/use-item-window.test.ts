import { act, renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { message } from "@/tests/rows";
import { entriesOf, type TimelineItem, timelineOf } from "./timeline";
import { useItemWindow } from "./use-item-window";

/** Items of messages that are each a group of their own: one a minute, by turns. */
function items(from: number, to: number): TimelineItem[] {
  const rows = Array.from({ length: to - from + 1 }, (_, at) => {
    const seq = from + at;
    const ours = seq % 2 === 0 && ({ author: "agent", author_id: "mara" } as const);
    return message({ id: `m${seq}`, seq, ...ours });
  });
  return timelineOf(entriesOf(rows, [], "mara")).filter(({ type }) => type === "group");
}

function open(shown: TimelineItem[]) {
  const view = renderHook(({ of }) => useItemWindow(of), { initialProps: { of: shown } });
  const keys = () => view.result.current.shown.map(({ key }) => key);
  return { ...view, keys };
}

it("draws all of a thread that is no longer than people read", () => {
  const { result, keys } = open(items(1, 300));

  expect(keys()).toHaveLength(300);
  expect(result.current.hidesSome).toBe(false);
});

it("draws the end of a long thread, and more of it each time that the reader comes to its beginning", () => {
  const { result, keys } = open(items(1, 350));
  expect(keys()).toHaveLength(100);
  expect(keys().at(-1)).toBe("m350");

  act(() => result.current.showMore());
  expect(keys()[0]).toBe("m151");
  act(() => result.current.showMore());
  act(() => result.current.showMore());

  expect(keys()).toHaveLength(350);
  expect(result.current.hidesSome).toBe(false);
});

it("keeps its beginning when something arrives at the end, and when older pages come in above", () => {
  const { rerender, keys } = open(items(101, 500));
  const first = keys()[0];

  rerender({ of: items(101, 510) });
  expect([keys()[0], keys().length]).toEqual([first, 110]);
  rerender({ of: items(1, 510) });

  expect([keys()[0], keys().length]).toEqual([first, 110]);
});

it("lets go of what was read once the reader is back at the end, but not of a little", () => {
  const { result, keys } = open(items(1, 350));
  act(() => result.current.showMore());
  act(() => result.current.trim());
  expect(keys()).toHaveLength(200);

  act(() => result.current.showAll());
  act(() => result.current.trim());

  expect(keys()).toHaveLength(100);
});
