import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { siteList } from "@/api/queries";
import { speak } from "@/lib/words";
import { MARA } from "@/tests/agent";
import { FakeApi } from "@/tests/fake-api";
import { renderPage } from "@/tests/page";
import { site } from "@/tests/rows";
import { SettingsRoute } from "./settings-route";

const AGENT = { ...MARA, role: "agent" as const };
/** A page's chunk takes its time on a busy machine. */
const heading = (name: string) => screen.findByRole("heading", { name }, { timeout: 20_000 });
const places = () => within(screen.getByRole("navigation", { name: "Settings" })).getAllByRole("link");

beforeEach(() => {
  new FakeApi({
    "GET /v1/me/sessions": () => ({ items: [] }),
    "GET /v1/tags": () => ({ items: [] }),
    "GET /v1/sites": () => ({ items: [site({ id: "shop", name: "Shop" })] }),
  });
});

vi.setConfig({ testTimeout: 60_000 });

afterEach(() => vi.restoreAllMocks());

it("offers admins everything and agents what is theirs", () => {
  const { unmount } = renderPage(<SettingsRoute />, { path: "/settings/tags" });
  expect(places()).toHaveLength(7);
  unmount();

  renderPage(<SettingsRoute />, { me: AGENT, path: "/settings/tags" });
  expect(places().map(({ textContent }) => textContent)).toEqual(["Your profile", "Canned responses", "Tags"]);
});

it("tells an agent who comes by a link why there is nothing, before the API has to", async () => {
  renderPage(<SettingsRoute />, { me: AGENT, path: "/settings/audit" });

  expect(await heading("This page is for admins")).toBeDefined();
});

it("begins with one's profile where there is room for both, and with the list on a phone", async () => {
  const { location, unmount } = renderPage(<SettingsRoute />, { path: "/settings" });
  expect(await heading("Your profile")).toBeDefined();
  expect(location.history).toEqual(["/settings/profile"]);
  unmount();

  const media = { addEventListener: () => undefined, removeEventListener: () => undefined };
  vi.spyOn(window, "matchMedia").mockImplementation(
    (query) => ({ ...media, media: query, matches: query.includes("max-width") }) as unknown as MediaQueryList,
  );
  renderPage(<SettingsRoute />, { path: "/settings" });
  expect(within(screen.getByRole("main")).getByRole("heading", { name: "Settings", level: 1 })).toBeDefined();
  await userEvent.click(screen.getByRole("link", { name: "Tags" }));
  expect(document.activeElement).toBe(screen.getByRole("main"));
  expect(await heading("No tag yet")).toBeDefined();
});

it("goes through the parts of a site, and says when there is no such site", async () => {
  const { cache, location, unmount } = renderPage(<SettingsRoute />, { path: "/settings/sites/shop" });
  expect(await heading("Look and words")).toBeDefined();
  await userEvent.click(within(screen.getByRole("navigation", { name: "Shop" })).getByText("Retention"));
  expect(await heading("Retention")).toBeDefined();
  expect(location.history?.at(-1)).toBe("/settings/sites/shop/retention");
  expect(cache.getQueryData(siteList().queryKey)?.items).toHaveLength(1);
  unmount();

  renderPage(<SettingsRoute />, { path: "/settings/sites/none/look" });
  expect(await heading("This site isn't here")).toBeDefined();
});

it("leaves the name in the tab to the page that is open, in every language", async () => {
  renderPage(<SettingsRoute />, { path: "/settings/tags" });
  await heading("No tag yet");
  await act(() => speak("de"));
  expect(document.title).toBe("Tags · Stonechat");

  await act(() => speak(null));
});

it("says that there is nothing at an address that it doesn't know", async () => {
  renderPage(<SettingsRoute />, { path: "/settings/nowhere" });

  expect(await heading("There is nothing here")).toBeDefined();
});
