import { rowsOf } from "@stonechat/openapi/client";
import { QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { agentList, conversationList, createQueryClient } from "@/api/queries";
import { AgentProvider } from "@/api/session-context";
import { applyRows } from "@/realtime/apply";
import { LiveProvider } from "@/realtime/live-context";
import { MARA } from "@/tests/agent";
import { FakeLive, unsent } from "@/tests/fake-live";
import { conversation, customer, pages } from "@/tests/rows";
import { ConversationList } from "./conversation-list";

const ADA = conversation({ id: "ada", customer_id: "c-ada", last_message_at: "2026-03-01T12:00:00Z" });
const BEN = conversation({ id: "ben", customer_id: "c-ben", last_message_at: "2026-03-01T11:00:00Z" });
const CUSTOMERS = [customer({ id: "c-ada", name: "Ada" }), customer({ id: "c-ben", name: "Ben" })];

function open(items = [ADA, BEN]) {
  const live = new FakeLive();
  const cache = createQueryClient();
  cache.setQueryData(conversationList().queryKey, pages({ items, customers: CUSTOMERS, marks: [], next: null }));
  render(
    <QueryClientProvider client={cache}>
      <AgentProvider agent={MARA}>
        <LiveProvider live={live}>
          <ConversationList selectedId="ben" />
        </LiveProvider>
      </AgentProvider>
    </QueryClientProvider>,
  );
  return { live, cache, user: userEvent.setup() };
}

function order(): (string | undefined)[] {
  return screen.getAllByRole("link").map((link) => /Ada|Ben|Cleo/.exec(link.textContent ?? "")?.[0]);
}

it("shows a conversation that has just begun, with its customer", async () => {
  const { cache } = open();

  const begun = conversation({ id: "cleo", customer_id: "c-cleo", last_message_at: "2026-03-01T13:00:00Z" });
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
  open([ADA, { ...BEN, last_message_author: "agent", last_message_author_id: MARA.id, preview: "Done" }]);

  expect(screen.getByRole("link", { name: /Ada/ }).textContent).toContain("Waits for your answer.");
  expect(screen.getByRole("link", { name: /Ben/ }).textContent).toContain("You: Done");
  expect(screen.getByRole("link", { name: /Ben/ }).textContent).not.toContain("Waits");
});

it("names a colleague who wrote last", async () => {
  const { cache } = open([{ ...BEN, last_message_author: "agent", last_message_author_id: "a-omar", preview: "Done" }]);

  act(() => cache.setQueryData(agentList().queryKey, { items: [{ ...MARA, id: "a-omar", name: "Omar" }], next: null }));

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

it("says how the first conversation comes about while there is none", () => {
  open([]);

  expect(screen.getByText("No conversations yet")).toBeTruthy();
});
