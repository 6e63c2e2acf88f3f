import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { conversationDetail } from "@/api/queries";
import { FakeApi, Refused } from "@/tests/fake-api";
import { renderPage } from "@/tests/page";
import { conversation, customer, listPages } from "@/tests/rows";
import { InboxRoute } from "./inbox-route";

const ONE = conversation({ id: "one", customer_id: "ada" });

let api: FakeApi;

beforeEach(() => {
  const narrow = window.matchMedia("");
  const wide = (query: string) => ({ ...narrow, matches: query.includes("min-width") });
  vi.spyOn(window, "matchMedia").mockImplementation(wide);
  api = new FakeApi({
    "GET /v1/tags": () => ({ items: [] }),
    "GET /v1/sites": () => ({ items: [] }),
    "GET /v1/conversations": () => listPages({}).pages[0],
    "GET /v1/customers/ada": () => customer({ id: "ada", name: "Ada" }),
    "GET /v1/conversations/one/messages": () => ({ items: [], agents: [], marks: [], next: null }),
  });
});

afterEach(() => vi.restoreAllMocks());

const details = () => screen.queryByRole("complementary", { name: "Customer details" });

it("tells of no customer beside a conversation that does not exist", async () => {
  renderPage(<InboxRoute selectedId="one" />, { path: "/inbox/one" });

  await screen.findByRole("link", { name: "Go to the inbox" });
  await waitFor(() => expect(details()).toBeNull());
});

it("keeps the customer beside what is still shown, also when it can't be found any more", async () => {
  api.on("GET /v1/conversations/one", () => ONE);
  const { cache } = renderPage(<InboxRoute selectedId="one" />, { path: "/inbox/one" });
  await within(screen.getByRole("region", { name: "Conversation" })).findByRole("heading", { name: "Ada" });
  api.on("GET /v1/conversations/one", () => {
    throw new Refused(404, "not_found");
  });

  await act(async () => cache.refetchQueries(conversationDetail("one")));

  expect(cache.getQueryState(conversationDetail("one").queryKey)?.status).toBe("error");
  expect(screen.getByRole("region", { name: "Conversation" }).textContent).toContain("Ada");
  expect(details()).not.toBeNull();
});
