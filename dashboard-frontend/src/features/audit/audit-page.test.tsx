import type { AuditEntry } from "@stonechat/openapi/types";
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { MARA } from "@/tests/agent";
import { deferred } from "@/tests/deferred";
import { FakeApi, Refused } from "@/tests/fake-api";
import { renderPage } from "@/tests/page";
import { site } from "@/tests/rows";
import { AuditPage } from "./audit-page";

const GET = "GET /v1/audit";

function entry(over: Partial<AuditEntry> & { id: string }): AuditEntry {
  return {
    at: "2026-03-01T10:00:00Z",
    agent_id: MARA.id,
    action: "site_changed",
    target_type: "site",
    target_id: "shop",
    address: "192.0.2.7",
    detail: { fields: "name, color" },
    ...over,
  };
}

let api: FakeApi;
let seeEnd: () => void = () => undefined;
beforeEach(() => {
  api = new FakeApi({ "GET /v1/sites": () => ({ items: [site({ id: "shop", name: "Shop" })] }) });
  class Observer {
    constructor(callback: (entries: { isIntersecting: boolean }[]) => void) {
      seeEnd = () => callback([{ isIntersecting: true }]);
    }
    observe(): void {}
    disconnect(): void {}
  }
  vi.stubGlobal("IntersectionObserver", Observer);
});

afterEach(() => vi.unstubAllGlobals());

it("says who did what to whom, when and from where", async () => {
  api.on(GET, () => ({
    items: [
      entry({ id: "1" }),
      entry({ id: "2", agent_id: null, action: "sign_in_failed", target_type: "agent", target_id: null, detail: {} }),
      entry({ id: "3", agent_id: "left", action: "something_new", target_id: null, detail: {} }),
    ],
    next: null,
  }));
  renderPage(<AuditPage />);
  await screen.findByText("Changed a site: Shop");

  expect(screen.getAllByRole("row").map(({ textContent }) => textContent)).toEqual([
    "WhenWhoWhatFrom",
    expect.stringContaining("Mara LindqvistChanged a site: Shopchanged: name, color192.0.2.7"),
    expect.stringContaining("Nobody knownFailed to sign in"),
    expect.stringContaining("Somebody who leftsomething_new"),
  ]);
});

it("loads older entries as one comes near the end, and offers it where that failed", async () => {
  api.on(GET, ({ query }) => {
    if (query["after"] === undefined) return { items: [entry({ id: "1" })], next: "page-2" };
    throw new Refused(403, "forbidden");
  });
  renderPage(<AuditPage />);
  await screen.findByText("Changed a site: Shop");
  seeEnd();
  const again = await screen.findByRole("button", { name: "Load older entries" });
  api.on(GET, () => ({ items: [entry({ id: "0", action: "signed_in", target_id: null })], next: null }));
  await userEvent.click(again);

  expect(await screen.findByText("Signed in")).toBeDefined();
});

it("says that it is loading older entries", async () => {
  const older = deferred<object>();
  api.on(GET, ({ query }) =>
    query["after"] === undefined ? { items: [entry({ id: "1" })], next: "page-2" } : older.promise,
  );
  renderPage(<AuditPage />);
  await screen.findByText("Changed a site: Shop");
  seeEnd();

  expect((await screen.findByRole("status")).textContent).toBe("Loading older entries");
  older.resolve({ items: [], next: null });
  await waitFor(() => expect(screen.queryByText("Loading older entries")).toBeNull());
});

it("that could not be loaded is asked for again", async () => {
  api.on(GET, () => {
    throw new Refused(403, "forbidden");
  });
  renderPage(<AuditPage />);
  await screen.findByText("The log didn't load");
  api.on(GET, () => ({ items: [], next: null }));
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));

  expect(await screen.findByText("Nothing has happened yet")).toBeDefined();
});
