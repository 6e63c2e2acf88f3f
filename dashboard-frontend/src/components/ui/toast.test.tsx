import { act, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { type ToastContent, useToast } from "@/lib/toasts";
import { Dialog } from "./dialog";
import { ToastProvider } from "./toast";

function Speaker({ content }: { content: ToastContent }) {
  const say = useToast();
  return (
    <button type="button" onClick={() => say(content)}>
      say {content.text}
    </button>
  );
}

afterEach(() => {
  vi.useRealTimers();
});

const toasts = () => screen.getAllByRole("listitem").map((toast) => toast.textContent);

it("says the same only once, and the last three things", async () => {
  render(
    <ToastProvider>
      {["one", "two", "three", "four"].map((text) => (
        <Speaker key={text} content={{ text }} />
      ))}
    </ToastProvider>,
  );
  for (const text of ["one", "one", "two", "three", "four"]) await userEvent.click(screen.getByText(`say ${text}`));

  expect(toasts()).toEqual(["two", "three", "four"]);
});

it("keeps each undo, since each takes back another thing", async () => {
  const undo = vi.fn();
  render(
    <ToastProvider>
      <Speaker content={{ text: "Removed", undo }} />
    </ToastProvider>,
  );
  await userEvent.click(screen.getByText("say Removed"));
  await userEvent.click(screen.getByText("say Removed"));
  expect(toasts()).toHaveLength(2);

  for (const button of screen.getAllByRole("button", { name: "Undo" })) await userEvent.click(button);
  expect(undo).toHaveBeenCalledTimes(2);
});

it("keeps each offer to try again, since each is about another thing", async () => {
  const runs = [vi.fn(), vi.fn()];
  function Failing() {
    const say = useToast();
    const fail = (run: () => void) => say({ text: "Failed", tone: "trouble", action: { label: "Try again", run } });
    return (
      <button type="button" onClick={() => runs.forEach(fail)}>
        fail twice
      </button>
    );
  }
  render(
    <ToastProvider>
      <Failing />
    </ToastProvider>,
  );
  await userEvent.click(screen.getByText("fail twice"));

  for (const button of screen.getAllByRole("button", { name: "Try again" })) await userEvent.click(button);
  for (const run of runs) expect(run).toHaveBeenCalledOnce();
});

it("offers to try again", async () => {
  const run = vi.fn();
  render(
    <ToastProvider>
      <Speaker content={{ text: "Failed", tone: "trouble", action: { label: "Try again", run } }} />
    </ToastProvider>,
  );
  await userEvent.click(screen.getByText("say Failed"));
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));

  expect(run).toHaveBeenCalledOnce();
});

it("says what happens within the dialog that lies over everything, and on the page when it closes", async () => {
  const undo = vi.fn();
  function Asking() {
    const [open, setOpen] = useState(true);
    return (
      <Dialog open={open} onClose={() => setOpen(false)} title="Details">
        <Speaker content={{ text: "Removed", undo }} />
      </Dialog>
    );
  }
  render(
    <ToastProvider>
      <Asking />
    </ToastProvider>,
  );
  const dialog = within(screen.getByRole("dialog"));
  await userEvent.click(dialog.getByText("say Removed"));
  expect(dialog.getByRole("listitem").textContent).toContain("Removed");
  expect(dialog.getByText("Removed", { selector: "[aria-live=polite]" })).toBeDefined();

  await userEvent.click(dialog.getByRole("button", { name: "Undo" }));
  expect(undo).toHaveBeenCalledOnce();
  await userEvent.click(dialog.getByText("say Removed"));
  const [close] = dialog.getAllByRole("button", { name: "Close" });
  await userEvent.click(close as HTMLElement);
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(screen.getByRole("listitem").textContent).toContain("Removed");
});

it("keeps what can be tried again until somebody did something about it", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
  render(
    <ToastProvider>
      <Speaker content={{ text: "Failed", tone: "trouble", action: { label: "Try again", run: () => undefined } }} />
      {["one", "two", "three", "four"].map((text) => (
        <Speaker key={text} content={{ text }} />
      ))}
    </ToastProvider>,
  );
  for (const text of ["Failed", "one", "two", "three", "four"]) await user.click(screen.getByText(`say ${text}`));
  expect(toasts()).toEqual(["FailedTry again", "two", "three", "four"]);

  await act(() => vi.advanceTimersByTimeAsync(60_000));
  expect(toasts()).toEqual(["FailedTry again"]);

  await user.click(screen.getByRole("button", { name: "Close" }));
  expect(screen.queryByRole("listitem")).toBeNull();
});
