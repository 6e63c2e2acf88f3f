import { rowsOf } from "@stonechat/openapi/client";
import { client } from "@stonechat/openapi/sdk";
import type { Conversation } from "@stonechat/openapi/types";
import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  agentList,
  conversationCounts,
  conversationList,
  createQueryClient,
  markList,
  siteList,
  tagList,
} from "@/api/queries";
import { AgentProvider } from "@/api/session-context";
import { readView } from "@/api/views";
import { type ToastContent, ToastContext } from "@/lib/toasts";
import { applyRows } from "@/realtime/apply";
import { LiveProvider } from "@/realtime/live-context";
import { MARA } from "@/tests/agent";
import { deferred } from "@/tests/deferred";
import { FakeLive, unsent } from "@/tests/fake-live";
import { conversation, customer, listPages, mark } from "@/tests/rows";
import { ConversationList } from "./conversation-list";

const OURS = { assignee_id: MARA.id, waiting_since: "2026-03-01T10:00:00Z" };
const ADA = conversation({ ...OURS, id: "ada", customer_id: "c-ada", last_message_at: "2026-03-01T12:00:00Z" });
const BEN = conversation({ ...OURS, id: "ben", customer_id: "c-ben", last_message_at: "2026-03-01T11:00:00Z" });
const OMAR = { ...MARA, id: "a-omar", name: "Omar" };
const COUNTS = { mine: 2, unassigned: 1, active: 5, snoozed: 0, tags: [{ id: "vip", count: 3 }], sites: [] };
const CUSTOMERS = [customer({ id: "c-ada", name: "Ada" }), customer({ id: "c-ben", name: "Ben" })];

beforeEach(() => history.replaceState(null, "", "/inbox/ben"));

function open(items = [ADA, BEN]) {
  const said: ToastContent[] = [];
  const live = new FakeLive();
  const cache = createQueryClient();
  cache.setQueryData(
    conversationList(readView(location.search), MARA.id).queryKey,
    listPages({ items, customers: CUSTOMERS, marks: [] }),
  );
  cache.setQueryData(conversationCounts().queryKey, COUNTS);
  cache.setQueryData(agentList().queryKey, { items: [MARA, OMAR], next: null, seats: null });
  cache.setQueryData(tagList().queryKey, {
    items: [{ id: "vip", name: "VIP", color: "#aa0000", deleted_at: null, version: 1 }],
  });
  cache.setQueryData(siteList().queryKey, { items: [] });
  render(
    <QueryClientProvider client={cache}>
      <AgentProvider agent={MARA}>
        <LiveProvider live={live}>
          <ToastContext value={(content) => said.push(content)}>
            <ConversationList selectedId="ben" />
          </ToastContext>
        </LiveProvider>
      </AgentProvider>
    </QueryClientProvider>,
  );
  return { live, cache, said, user: userEvent.setup() };
}

function order(): (string | undefined)[] {
  return within(screen.getByRole("list"))
    .getAllByRole("link")
    .map((link) => /Ada|Ben|Cleo/.exec(link.textContent ?? "")?.[0]);
}

it("shows a conversation that has just begun, with its customer", async () => {
  const { cache } = open();

  const begun = conversation({ ...OURS, id: "cleo", customer_id: "c-cleo", last_message_at: "2026-03-01T13:00:00Z" });
  const cleo = customer({ id: "c-cleo", name: "Cleo" });
  act(() => applyRows(cache, rowsOf({ conversations: [begun], customers: [cleo] })));

  expect(await screen.findByText("Cleo")).toBeTruthy();
  expect(order()).toEqual(["Cleo", "Ada", "Ben"]);
});

it("shows a conversation no more that was deleted, also when an older row of it comes late", async () => {
  const { cache } = open();

  const deleted = { ...ADA, deleted_at: "2026-03-01T13:00:00Z", preview: "", version: 3 };
  act(() => applyRows(cache, rowsOf({ conversations: [deleted] })));
  act(() => applyRows(cache, rowsOf({ conversations: [{ ...ADA, preview: "late", version: 2 }] })));

  await waitFor(() => expect(order()).toEqual(["Ben"]));
});

it("keeps selection and focus on a conversation that moves up", async () => {
  const { cache } = open();
  const ben = screen.getByRole("link", { name: /Ben/ });
  ben.focus();

  const moved = { ...BEN, preview: "Hello again", last_message_at: "2026-03-01T13:00:00Z", version: 2 };
  act(() => applyRows(cache, rowsOf({ conversations: [moved] })));

  await screen.findByText("Hello again");
  expect(order()).toEqual(["Ben", "Ada"]);
  expect(document.activeElement).toBe(ben);
  expect(ben.getAttribute("aria-current")).toBe("page");
});

it("goes from row to row with the arrow keys", async () => {
  const { user } = open();
  screen.getByRole("link", { name: /Ada/ }).focus();

  await user.keyboard("{ArrowDown}");
  expect(document.activeElement?.textContent).toContain("Ben");
  await user.keyboard("{ArrowDown}{Home}");

  expect(document.activeElement?.textContent).toContain("Ada");
});

it("tells whose turn it is", () => {
  open([
    ADA,
    { ...BEN, last_message_author: "agent", last_message_author_id: MARA.id, waiting_since: null, preview: "Done" },
  ]);

  expect(screen.getByRole("link", { name: /Ada/ }).textContent).toContain("Waits for your answer.");
  expect(screen.getByRole("link", { name: /Ben/ }).textContent).toContain("You: Done");
  expect(screen.getByRole("link", { name: /Ben/ }).textContent).not.toContain("Waits");
});

it("names a colleague who wrote last", async () => {
  open([{ ...BEN, last_message_author: "agent", last_message_author_id: "a-omar", preview: "Done" }]);

  expect(await screen.findByRole("link", { name: /Omar: Done/ })).toBeTruthy();
});

it("marks a conversation in which something could not be sent", () => {
  const { live } = open();

  act(() => live.hold(unsent({ id: "x", conversation_id: "ada", state: "failed" })));

  expect(screen.getByRole("link", { name: /Ada/ }).textContent).toContain("Not sent");
});

it("says when the connection is being restored, and nothing when all is well", () => {
  const { live } = open();
  expect(screen.queryByText("Reconnecting…")).toBeNull();

  act(() => live.show({ connection: "reconnecting" }));

  expect(screen.getByText("Reconnecting…")).toBeTruthy();
});

it("shows the list that the address names, with what is in each, and keeps it on the way to a conversation", () => {
  history.replaceState(null, "", "/inbox/ben?view=all&tag=vip&order=oldest");
  open([{ ...ADA, assignee_id: null, tag_ids: ["vip"] }, BEN]);

  expect(order()).toEqual(["Ada"]);
  const lists = within(screen.getByRole("navigation", { name: "Lists" }));
  expect(lists.getAllByRole("link").map(({ textContent }) => textContent)).toEqual([
    "Mine2",
    "Unassigned1",
    "All5",
    "Snoozed",
    "Resolved",
  ]);
  expect(lists.getByRole("link", { current: "page" }).textContent).toBe("All5");
  expect(screen.getByRole("link", { name: /Ada/ }).getAttribute("href")).toBe(
    "/inbox/ada?view=all&tag=vip&order=oldest",
  );
});

it("takes a filter away by its chip, and the back button brings it back", async () => {
  history.replaceState(null, "", "/inbox?tag=vip");
  const { user } = open([{ ...ADA, tag_ids: ["vip"] }]);

  await user.click(screen.getByRole("button", { name: "Remove: VIP" }));
  expect(location.search).toBe("");
  act(() => history.back());
  await screen.findByRole("button", { name: "Remove: VIP" });
});

it("says what an empty list means, and where there is work", () => {
  open([]);

  expect(screen.getByText("Nothing waits for you")).toBeTruthy();
  expect(screen.getByRole("link", { name: "See 1 that nobody has taken" }).getAttribute("href")).toBe(
    "/inbox?view=unassigned",
  );
});

it("counts what this agent has not read, and nothing where somebody has answered", () => {
  open([
    { ...ADA, public_seq: 3 },
    { ...BEN, public_seq: 4, last_message_author: "agent", waiting_since: null },
  ]);

  expect(screen.getByRole("link", { name: /Ada/ }).textContent).toContain("3 unread");
  expect(screen.getByRole("link", { name: /Ben/ }).textContent).not.toContain("unread");
});

it("counts what has just begun, and counts it no more once it is read here or in another tab", async () => {
  const { cache } = open();
  const begun = conversation({ ...ADA, id: "cleo", customer_id: "c-cleo", public_seq: 1 });
  const cleo = customer({ id: "c-cleo", name: "Cleo" });
  cache.setQueryData(markList("cleo").queryKey, { items: [] });
  act(() => applyRows(cache, rowsOf({ conversations: [begun], customers: [cleo] })));
  const row = await screen.findByRole("link", { name: /Cleo/ });
  expect(row.textContent).toContain("1 unread");

  const mine = mark({ id: "m", conversation_id: "cleo", reader: "agent", reader_id: MARA.id, read_seq: 1 });
  act(() => applyRows(cache, rowsOf({ marks: [mine] })));

  await waitFor(() => expect(row.textContent).not.toContain("unread"));
});

it("shows who is writing in the place of what was said", async () => {
  const { live } = open();

  act(() =>
    live.presence.receive({
      type: "ephemeral",
      event: "typing",
      conversation_id: "ada",
      author: "customer",
      author_id: null,
      active: true,
      kind: "message",
    }),
  );

  expect(screen.getByRole("link", { name: /Ada/ }).textContent).toContain("Writing…");
  await vi.waitFor(() => expect(live.told).toContainEqual({ type: "open", conversation_id: "ada" }));
});

function manyConversations(): Conversation[] {
  return Array.from({ length: 500 }, (_, at) => {
    const time = new Date(Date.UTC(2026, 1, 1) - at * 60_000).toISOString();
    return conversation({
      ...OURS,
      id: `n${at}`,
      customer_id: "c-ada",
      preview: `number ${at}`,
      last_message_at: time,
    });
  });
}

it("draws only what is in sight of a long list, and goes to its end by key", async () => {
  const { user } = open(manyConversations());
  expect(screen.getAllByRole("listitem").length).toBeLessThan(40);

  screen.getByRole("link", { name: /number 0/ }).focus();
  await user.keyboard("{End}");

  await waitFor(() => expect(document.activeElement?.textContent).toContain("number 499"));
  expect(document.activeElement?.closest("li")?.getAttribute("aria-posinset")).toBe("500");
});

it("goes on with the next row when the one in focus leaves, but not when that was scrolled away before", async () => {
  const many = manyConversations();
  const { cache } = open(many);
  const leave = (at: number) =>
    act(() =>
      applyRows(cache, rowsOf({ conversations: [{ ...(many[at] as Conversation), status: "resolved", version: 2 }] })),
    );
  screen.getByRole("link", { name: /number 3/ }).focus();
  leave(3);
  await waitFor(() => expect(document.activeElement?.textContent).toContain("number 4"));

  const scroller = screen.getByRole("list").parentElement as HTMLElement;
  scroller.scrollTop = 20_000;
  fireEvent.scroll(scroller);
  expect(document.activeElement).toBe(document.body);
  leave(4);
  await waitFor(() => expect(screen.getAllByRole("listitem")[0]?.getAttribute("aria-setsize")).toBe("498"));

  expect(scroller.scrollTop).toBeGreaterThan(19_000);
  expect(document.activeElement).toBe(document.body);
});

describe("Many at once", () => {
  function answering(...answers: (object | number)[]) {
    const asked: unknown[] = [];
    answered = deferred();
    const fetching = vi.fn(async (request: Request) => {
      asked.push(await request.json());
      await answered.promise;
      const answer = answers.shift() ?? { items: [] };
      return typeof answer === "number"
        ? new Response("{}", { status: answer })
        : new Response(JSON.stringify(answer), { headers: { "Content-Type": "application/json" } });
    });
    client.setConfig({ baseUrl: "https://api.test", fetch: fetching as typeof fetch });
    return asked;
  }
  let answered: ReturnType<typeof deferred<void>>;

  it("resolves those that were chosen at once, and brings each back to what it was", async () => {
    const asked = answering({ items: [] }, { items: [] }, { items: [] });
    const { user, said } = open([ADA, { ...BEN, status: "pending" }]);

    await user.click(screen.getByRole("checkbox", { name: "Choose the conversation with Ada" }));
    await user.click(screen.getByRole("checkbox", { name: "Choose the conversation with Ben" }));
    await screen.findByRole("toolbar", { name: "2 chosen" });
    await user.click(screen.getByRole("button", { name: "Change the status" }));
    await user.click(screen.getByRole("menuitem", { name: "Resolved" }));

    expect(screen.getByText("Nothing waits for you")).toBeTruthy();
    answered.resolve();
    await waitFor(() => expect(said).toHaveLength(1));
    expect(said[0]?.text).toBe("2 conversations changed");
    act(() => said[0]?.undo?.());
    await waitFor(() =>
      expect(asked).toEqual([
        { status: "resolved", ids: ["ada", "ben"] },
        { status: "open", ids: ["ada"] },
        { status: "pending", ids: ["ben"] },
      ]),
    );
  });

  it("chooses all between two with Shift, by key the one in focus, and none with Escape", async () => {
    const { user } = open([ADA, { ...ADA, id: "mid", last_message_at: "2026-03-01T11:30:00Z" }, BEN]);
    screen.getByRole("link", { name: /Ben/ }).focus();
    await user.keyboard("x");
    await screen.findByRole("toolbar", { name: "1 chosen" });

    await user.keyboard("{Shift>}");
    await user.click(screen.getAllByRole("checkbox", { name: /Ada/ })[0] as HTMLElement);
    await user.keyboard("{/Shift}");
    await screen.findByRole("toolbar", { name: "3 chosen" });

    await user.keyboard("{Escape}");
    expect(screen.queryByRole("toolbar")).toBeNull();
  });

  it("takes back what the server refuses", async () => {
    answering(503);
    const { user, said } = open();
    await user.click(screen.getByRole("checkbox", { name: "Choose the conversation with Ada" }));
    await user.click(await screen.findByRole("button", { name: "Assign" }));
    await user.click(screen.getByRole("option", { name: /Omar/ }));

    expect(order()).toEqual(["Ben"]);
    answered.resolve();
    await waitFor(() => expect(order()).toEqual(["Ada", "Ben"]));
    expect(said[0]?.tone).toBe("trouble");
  });
});
