import type { Sighting } from "@stonechat/openapi/types";
import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { deferred } from "@/tests/deferred";
import { FakeApi, Refused } from "@/tests/fake-api";
import { renderPage } from "@/tests/page";
import { site } from "@/tests/rows";
import { EmbeddingPage } from "./embedding-page";

const GET = "GET /v1/sites/shop/sightings";
const sighting = (over: Partial<Sighting> = {}): Sighting => ({
  origin: "https://shop.example",
  allowed: true,
  seen_at: "2026-03-01T10:00:00Z",
  ...over,
});

let api: FakeApi;
let opened: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  api = new FakeApi({ [GET]: () => ({ items: [sighting()] }) });
  opened = vi.spyOn(window, "open").mockReturnValue(null);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  sessionStorage.clear();
});

const user = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTime(ms) });
const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

async function check(allowed_origins = ["https://shop.example"]) {
  renderPage(<EmbeddingPage site={site({ id: "shop", allowed_origins })} />);
  await screen.findByText(/^opened 1 Mar/);
  await user.click(screen.getByRole("button", { name: "Check it" }));
}

it("opens the page and says that it works once the chat on it reports, and not for an older report", async () => {
  await check();
  expect(opened).toHaveBeenCalledWith("https://shop.example", "_blank", "noopener");
  await wait(5_000);
  expect(screen.getByText(/^Waiting for your page/)).toBeDefined();

  api.on(GET, () => ({ items: [sighting({ seen_at: "2026-03-01T10:05:00Z" })] }));
  await wait(3_000);
  expect(screen.getByText("It works: the chat was opened at https://shop.example.")).toBeDefined();
});

it("says which address was refused, and puts it on the list", async () => {
  await check();
  api.on(GET, () => ({ items: [sighting({ origin: "https://www.shop.example", allowed: false }), sighting()] }));
  await wait(3_000);
  expect(screen.getByText(/but https:\/\/www.shop.example may not show this chat/)).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Allow https://www.shop.example" }));

  expect(screen.getByLabelText<HTMLInputElement>("Address 2").value).toBe("https://www.shop.example");
  expect(screen.getByRole("button", { name: "Save" })).toBeDefined();
});

it("tells what to look at when nothing comes, and asks no more then", async () => {
  await check();
  await wait(121_000);
  expect(screen.getByText(/Nothing came in two minutes/)).toBeDefined();

  const before = api.calls.length;
  await wait(10_000);
  expect(api.calls.length).toBe(before);
});

it("goes on looking while the page that it opened hides this one", async () => {
  await check();
  vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  act(() => void window.dispatchEvent(new Event("visibilitychange")));
  api.on(GET, () => ({ items: [sighting({ seen_at: "2026-03-01T10:05:00Z" })] }));
  await wait(3_000);

  expect(screen.getByText("It works: the chat was opened at https://shop.example.")).toBeDefined();
});

it("looks once more before it says that nothing came", async () => {
  await check();
  const stuck = deferred<object>();
  api.on(GET, () => stuck.promise);
  await wait(119_000);
  api.on(GET, () => ({ items: [sighting({ seen_at: "2026-03-01T10:05:00Z" })] }));
  await wait(2_000);

  expect(screen.getByText("It works: the chat was opened at https://shop.example.")).toBeDefined();
  expect(screen.queryByText(/Nothing came/)).toBeNull();
});

it("doesn't look before it knows what was seen earlier", async () => {
  const first = deferred<object>();
  api.on(GET, () => first.promise);
  renderPage(<EmbeddingPage site={site({ id: "shop", allowed_origins: ["https://shop.example"] })} />);
  await user.click(screen.getByRole("button", { name: "Check it" }));
  expect(opened).not.toHaveBeenCalled();
  first.resolve({ items: [sighting()] });
  await wait(3_000);

  expect(screen.queryByText(/It works/)).toBeNull();
  expect(screen.queryByText(/^Waiting for your page/)).toBeNull();
});

it("opens nothing that is no page", async () => {
  await check([]);
  expect(screen.getByText("Write the whole address, with https://.")).toBeDefined();
  await user.type(screen.getByLabelText("Page to open"), "javascript:alert(1)");
  await user.click(screen.getByRole("button", { name: "Check it" }));

  expect(opened).not.toHaveBeenCalled();
});

it("says when it can't be told where the chat was seen", async () => {
  api.on(GET, () => {
    throw new Refused(403, "forbidden");
  });
  renderPage(<EmbeddingPage site={site({ id: "shop" })} />);
  await screen.findByText("This list didn't load");
  api.on(GET, () => ({ items: [] }));
  await user.click(screen.getByRole("button", { name: "Try again" }));

  expect(await screen.findByText("It was opened nowhere yet.")).toBeDefined();
});
