import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Link, Route, Switch, useLocation } from "wouter";
import { FakeApi } from "@/tests/fake-api";
import { renderPage } from "@/tests/page";
import { Arrival } from "./arrival";
import { InboxRoute } from "./inbox-route";
import { SettingsRoute } from "./settings-route";

beforeEach(() => {
  new FakeApi({ "GET /v1/tags": () => ({ items: [] }) });
});

afterEach(() => vi.restoreAllMocks());

/** Room for one pane only, and no keyboard that would hide it. */
function onPhone(): void {
  const media = { addEventListener: () => undefined, removeEventListener: () => undefined };
  vi.spyOn(window, "matchMedia").mockImplementation(
    (query) => ({ ...media, media: query, matches: /max-width|coarse/.test(query) }) as unknown as MediaQueryList,
  );
}

function Places() {
  const [path] = useLocation();
  return (
    <>
      <Switch>
        <Route path="/customers/ada">
          <Link href="/inbox/one">What Ada wrote</Link>
          <Link href="/inbox">Inbox</Link>
        </Route>
        <Route path="/inbox/:id?">{({ id }) => <InboxRoute selectedId={id ?? null} />}</Route>
        <Route path="/settings/*?">
          <SettingsRoute />
        </Route>
      </Switch>
      <Arrival place={path} />
    </>
  );
}

it("leads the focus on a phone into the conversation that lies over the list", async () => {
  onPhone();
  renderPage(<Places />, { path: "/customers/ada" });

  await userEvent.click(screen.getByRole("link", { name: "What Ada wrote" }));

  expect(document.activeElement).toBe(screen.getByRole("main"));
  expect(document.activeElement?.closest("[inert]")).toBeNull();
});

it("leads the focus to the list of the inbox, which is all there is on a phone, and else stands beside the thread", async () => {
  const { unmount } = renderPage(<Places />, { path: "/customers/ada" });
  await userEvent.click(screen.getByRole("link", { name: "Inbox" }));
  expect(document.activeElement?.contains(screen.getByRole("region", { name: "Conversations" }))).toBe(true);
  unmount();

  onPhone();
  renderPage(<Places />, { path: "/customers/ada" });
  await userEvent.click(screen.getByRole("link", { name: "Inbox" }));
  expect(document.activeElement?.contains(screen.getByRole("region", { name: "Conversations" }))).toBe(true);
});

it("leads the focus back to the list of the settings on a phone", async () => {
  onPhone();
  renderPage(<Places />, { path: "/settings/tags" });

  await userEvent.click(screen.getByRole("link", { name: "Back to settings" }));

  expect(document.activeElement).toBe(screen.getByRole("main"));
});
