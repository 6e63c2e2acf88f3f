import { ApiError } from "@stonechat/openapi/client";
import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { agentList } from "@/api/queries";
import { Session } from "@/api/session";
import { SessionProvider } from "@/api/session-context";
import { MARA } from "@/tests/agent";
import { deferred } from "@/tests/deferred";
import { FakeApi, Refused } from "@/tests/fake-api";
import { renderPage } from "@/tests/page";
import { Shell } from "./shell";

const unused = async (): Promise<never> => {
  throw new Error("unused");
};

let api: FakeApi;
beforeEach(() => {
  api = new FakeApi();
});

function show(logout: () => Promise<void> = unused) {
  const session = new Session({ login: unused, refresh: unused, logout });
  return renderPage(
    <SessionProvider session={session}>
      <Shell>
        <main>A page</main>
      </Shell>
    </SessionProvider>,
    { path: "/settings/tags" },
  );
}

const openMenu = () => userEvent.click(screen.getByRole("button", { name: /^You: Mara Lindqvist/ }));

it("sets one's availability at once, and takes it back when the server refuses", async () => {
  const answer = deferred();
  api.on("PUT /v1/me/availability", () => answer.promise);
  const { cache } = show();
  const listed = () => cache.getQueryData(agentList().queryKey)?.items[0]?.availability;
  await openMenu();
  await userEvent.click(await screen.findByRole("menuitemradio", { name: "Away" }));
  expect(listed()).toBe("away");

  await act(async () => answer.reject(new Refused(503, "busy")));
  expect(await screen.findByRole("button", { name: "Try again" })).toBeDefined();
  expect(listed()).toBe(MARA.availability);
  expect(api.sent("PUT /v1/me/availability")).toEqual([{ availability: "away" }]);
});

it("says so when signing out did not reach the server", async () => {
  show(() => Promise.reject(new ApiError(0)));
  await openMenu();
  await userEvent.click(await screen.findByRole("menuitem", { name: "Sign out" }));

  expect(await screen.findByText(/you're still signed in/)).toBeDefined();
});

it("tells by the rail where one is, and goes elsewhere by keys", async () => {
  const { location } = show();
  expect(screen.getByRole("link", { name: "Settings" }).getAttribute("aria-current")).toBe("page");
  expect(screen.getByRole("link", { name: "Inbox" }).getAttribute("aria-current")).toBeNull();

  await userEvent.keyboard("gi");
  expect(location.history?.at(-1)).toBe("/inbox");
});

it("opens the sheet of shortcuts by its key", async () => {
  show();
  await userEvent.keyboard("?");

  await vi.waitFor(() => expect(screen.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeDefined(), 20_000);
  expect(screen.getByText("Go to the inbox")).toBeDefined();
});
