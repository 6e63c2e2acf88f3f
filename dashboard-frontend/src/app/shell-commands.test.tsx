import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { Session } from "@/api/session";
import { SessionProvider } from "@/api/session-context";
import { renderPage } from "@/tests/page";
import { Shell } from "./shell";

function show() {
  const unused = () => Promise.reject(new Error("Nobody signs in here."));
  const session = new Session({ login: unused, refresh: unused, logout: unused });
  return renderPage(
    <SessionProvider session={session}>
      <Shell>
        <textarea aria-label="Reply" />
      </Shell>
    </SessionProvider>,
  );
}

it("opens the command bar by its button, where there is no keyboard", async () => {
  const { location } = show();
  await userEvent.click(screen.getByRole("button", { name: "Go to" }));
  await userEvent.type(await screen.findByRole("combobox"), "snoozed{Enter}");

  await waitFor(() => expect(location.history?.at(-1)).toBe("/inbox?view=snoozed"));
});

it("opens the command bar by Ctrl K while somebody types, and closes it by the same keys", async () => {
  show();
  await userEvent.click(screen.getByRole("textbox", { name: "Reply" }));
  await userEvent.keyboard("{Control>}k{/Control}");
  expect(await screen.findByRole("combobox")).toBeDefined();
  await userEvent.keyboard("{Control>}k{/Control}");

  expect(screen.queryByRole("combobox")).toBeNull();
});

it("goes to the customers by its keys", async () => {
  const { location } = show();
  await userEvent.keyboard("gc");

  expect(location.history?.at(-1)).toBe("/customers");
});

it("leads to every page of the settings that one may see", async () => {
  const { location } = show();
  await userEvent.click(screen.getByRole("button", { name: "Go to" }));
  await userEvent.type(await screen.findByRole("combobox"), "canned{Enter}");

  await waitFor(() => expect(location.history?.at(-1)).toBe("/settings/canned-responses"));
});
