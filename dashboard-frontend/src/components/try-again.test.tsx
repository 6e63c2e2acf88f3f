import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { deferred } from "@/tests/deferred";
import { TryAgain } from "./try-again";

it("says that it asks once more, and asks no second time before there is an answer", async () => {
  const answer = deferred();
  const retry = vi.fn(() => answer.promise);
  render(<TryAgain onRetry={retry} />);
  const user = userEvent.setup();

  await user.click(screen.getByRole("button", { name: "Try again" }));
  await user.click(screen.getByRole("button", { name: "Trying again…" }));
  expect(retry).toHaveBeenCalledTimes(1);

  await act(async () => answer.resolve());
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(retry).toHaveBeenCalledTimes(2);
});
