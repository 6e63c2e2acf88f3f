import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { type Action, switchSingleKeys, useAction, useActions } from "./actions";
import { isSingle, keysOf } from "./keys";

afterEach(() => switchSingleKeys(true));

function Offers(action: Partial<Action> & { run: () => void }) {
  useAction({ label: "Resolve", group: "Conversation", ...action });
  return null;
}

function Sheet() {
  return useActions().map(({ label, keys }) => <p key={label}>{`${label}: ${keys}`}</p>);
}

it("does what a key stands for, and nothing while somebody types", async () => {
  const run = vi.fn();
  render(
    <>
      <Offers keys="e" run={run} />
      <textarea aria-label="Reply" />
    </>,
  );

  await userEvent.keyboard("e");
  expect(run).toHaveBeenCalledTimes(1);
  await userEvent.type(screen.getByRole("textbox"), "eee");
  expect(run).toHaveBeenCalledTimes(1);
});

it("hears keys one after the other, and forgets a beginning that leads nowhere", async () => {
  const inbox = vi.fn();
  const info = vi.fn();
  render(
    <>
      <Offers keys="g i" run={inbox} />
      <Offers keys="i" run={info} label="Show details" />
    </>,
  );

  await userEvent.keyboard("gi");
  expect([inbox.mock.calls.length, info.mock.calls.length]).toEqual([1, 0]);
  await userEvent.keyboard("gxi");
  expect([inbox.mock.calls.length, info.mock.calls.length]).toEqual([1, 1]);
});

it("hears a key with Ctrl also in a field where that is meant", async () => {
  const run = vi.fn();
  render(
    <>
      <Offers keys="mod+k" inFields run={run} />
      <input aria-label="Search" />
    </>,
  );

  await userEvent.click(screen.getByRole("textbox"));
  await userEvent.keyboard("{Control>}k{/Control}");
  expect(run).toHaveBeenCalledTimes(1);
});

it("knows a question mark by what it types, with or without Shift", async () => {
  const run = vi.fn();
  render(<Offers keys="?" run={run} />);

  await userEvent.keyboard("{Shift>}?{/Shift}");
  await userEvent.keyboard("?");
  expect(run).toHaveBeenCalledTimes(2);
});

it("leaves keys alone while something lies over the page, but for those that are meant there, too", async () => {
  const run = vi.fn();
  const find = vi.fn();
  render(
    <>
      <Offers keys="e" run={run} />
      <Offers keys="mod+k" inDialogs run={find} label="Find" />
      <dialog open aria-label="Sure" />
    </>,
  );

  await userEvent.keyboard("e{Control>}k{/Control}");
  expect([run.mock.calls.length, find.mock.calls.length]).toEqual([0, 1]);
});

it("gives the same keys to what came last, until it goes", async () => {
  const page = vi.fn();
  const pane = vi.fn();
  const { rerender } = render(<Offers key="page" keys="e" run={page} />);
  rerender(
    <>
      <Offers key="page" keys="e" run={page} />
      <Offers key="pane" keys="e" run={pane} />
    </>,
  );
  await userEvent.keyboard("e");
  rerender(<Offers key="page" keys="e" run={page} />);
  await userEvent.keyboard("e");

  expect(pane).toHaveBeenCalledTimes(1);
  expect(page).toHaveBeenCalledTimes(1);
});

it("can do without single letters, for those who press them by accident", async () => {
  const letter = vi.fn();
  const held = vi.fn();
  render(
    <>
      <Offers keys="e" run={letter} />
      <Offers keys="mod+k" run={held} label="Search" />
    </>,
  );

  switchSingleKeys(false);
  await userEvent.keyboard("e{Control>}k{/Control}");
  expect([letter.mock.calls.length, held.mock.calls.length]).toEqual([0, 1]);
});

it("lists what can be done now", () => {
  const { rerender } = render(
    <>
      <Offers keys="e" run={() => undefined} />
      <Sheet />
    </>,
  );
  expect(screen.getByText("Resolve: e")).toBeDefined();

  rerender(<Sheet />);
  expect(screen.queryByText("Resolve: e")).toBeNull();
});

it("writes keys as they are printed, and knows the single ones", () => {
  expect([keysOf("mod+shift+k"), keysOf("g i")]).toEqual([
    ["Ctrl", "⇧", "K"],
    ["G", "I"],
  ]);
  expect(["e", "g i", "?", "shift+e", "mod+k", "escape", "arrowdown"].filter(isSingle)).toEqual([
    "e",
    "g i",
    "?",
    "shift+e",
  ]);
});
