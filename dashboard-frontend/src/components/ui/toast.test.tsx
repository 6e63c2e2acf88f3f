import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { type ToastContent, useToast } from "@/lib/toasts";
import { ToastProvider } from "./toast";

function Speaker({ content }: { content: ToastContent }) {
  const say = useToast();
  return (
    <button type="button" onClick={() => say(content)}>
      say {content.text}
    </button>
  );
}

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
