import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { act, lazy } from "react";
import { expect, test } from "vitest";
import { deferred } from "@/tests/deferred";
import { LaterButton } from "./later-button";

function Opened() {
  return (
    // biome-ignore lint/a11y/noAutofocus: a menu takes the focus when it opens.
    <button type="button" autoFocus>
      In the menu
    </button>
  );
}

test("the focus stays at the button while what it opens is on its way", async () => {
  const arrived = deferred();
  const load = () => arrived.promise.then(() => ({ default: Opened }));
  const Menu = lazy(load);
  render(
    <LaterButton aria-haspopup="menu" load={load} takesFocus={false} opened={<Menu />}>
      What to do
    </LaterButton>,
  );
  const user = userEvent.setup();
  await user.tab();
  const button = screen.getByRole("button", { name: "What to do" });

  await user.keyboard("{Enter}");

  expect(document.activeElement).toBe(button);
  await act(async () => arrived.resolve());
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "In the menu" }));
  expect(button.isConnected).toBe(false);
});
