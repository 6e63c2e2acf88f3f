import { rowsOf } from "@stonechat/openapi/client";
import type { Mark, Message } from "@stonechat/openapi/types";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { agentList, createQueryClient, messageList } from "@/api/queries";
import { AgentProvider } from "@/api/session-context";
import { ToastProvider } from "@/components/ui/toast";
import { applyRows } from "@/realtime/apply";
import { LiveProvider } from "@/realtime/live-context";
import { MARA } from "@/tests/agent";
import { FakeLive, unsent } from "@/tests/fake-live";
import { customer, mark, message, pages } from "@/tests/rows";
import { ConversationIdContext } from "./conversation-id";
import { Thread } from "./thread";

function open(...messages: Message[]) {
  const live = new FakeLive();
  const cache = createQueryClient();
  cache.setQueryData(agentList().queryKey, {
    items: [MARA, { ...MARA, id: "jonas", name: "Jonas Weber", face_id: "smile" }],
    next: null,
    seats: null,
  });
  const items = messages.toReversed();
  cache.setQueryData(messageList("one").queryKey, pages({ items, agents: [], marks: [], next: null }));
  render(
    <QueryClientProvider client={cache}>
      <AgentProvider agent={MARA}>
        <LiveProvider live={live}>
          <ToastProvider>
            <ConversationIdContext value="one">
              <Thread conversationId="one" customer={customer({ id: "customer" })} />
            </ConversationIdContext>
          </ToastProvider>
        </LiveProvider>
      </AgentProvider>
    </QueryClientProvider>,
  );
  return { live, cache, user: userEvent.setup() };
}

const REFUSAL = { type: "", title: "", status: 422, detail: "It is too long.", code: "invalid_input", errors: [] };

it("reads from the oldest to the newest, with what is on its way at the end", () => {
  const { live } = open(message({ id: "a", seq: 1, text: "First" }), message({ id: "b", seq: 2, text: "Second" }));

  act(() => live.hold(unsent({ id: "c" }, "Third")));

  const text = screen.getByRole("log").textContent ?? "";
  expect(text).toMatch(/First.*Second.*Third/);
  expect(text).toContain("Sending…");
});

it("shows the faces of agents who have a picture, and initials of the others", () => {
  open(
    message({ id: "a", seq: 1, author: "agent", author_id: "jonas" }),
    message({ id: "b", seq: 2, author: "agent", author_id: "mara" }),
  );

  const pictures = [...screen.getByRole("log").querySelectorAll("img")].map(({ src }) => new URL(src).pathname);
  expect(pictures).toEqual(["/v1/faces/smile"]);
  expect(screen.getByText("ML")).toBeDefined();
});

it("says that a message waits for the connection while there is none", () => {
  const { live } = open();

  act(() => {
    live.hold(unsent({ id: "c" }));
    live.show({ connection: "reconnecting" });
  });

  expect(screen.getByText("Will be sent when you're back online")).toBeTruthy();
});

it("offers to try a failed message again", async () => {
  const { live, user } = open();
  act(() => live.hold(unsent({ id: "c", state: "failed", problem: REFUSAL })));

  expect(screen.getByText(/Not sent\. It is too long\./)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Try again" }));

  expect(live.retried).toEqual(["c"]);
});

it("says of every failed message in a group why it was not sent, and lets each be tried again", async () => {
  const { live, user } = open();
  const failed = { state: "failed", problem: REFUSAL } as const;
  act(() => live.hold(unsent({ id: "c", ...failed }), unsent({ id: "d", ...failed }), unsent({ id: "e" })));

  expect(screen.getAllByText(/Not sent\. It is too long\./)).toHaveLength(2);
  for (const button of screen.getAllByRole("button", { name: "Try again" })) await user.click(button);

  expect(live.retried).toEqual(["c", "d"]);
});

it("does not promise to send later what is sent without a live connection", () => {
  const { live } = open();

  act(() => {
    live.hold(unsent({ id: "c" }));
    live.show({ connection: "stopped" });
  });

  expect(screen.getByText("Sending…")).toBeTruthy();
});

it("brings back a message that was discarded by mistake", async () => {
  const { live, user } = open();
  act(() => live.hold(unsent({ id: "c", state: "failed", problem: REFUSAL }, "Precious")));

  await user.click(screen.getByRole("button", { name: "Discard" }));
  expect(live.discarded).toEqual(["c"]);
  // The corner where toasts appear takes clicks only a moment after the first one is in it.
  await waitFor(() => user.click(screen.getByRole("button", { name: "Undo" })));

  expect(live.sent).toEqual([{ conversationId: "one", kind: "message", text: "Precious" }]);
});

it("names colleagues, and marks a note as one", () => {
  const note = { author: "agent", author_id: "jonas", kind: "note", public_seq: null, text: "Careful" } as const;
  open(message({ id: "a", seq: 1, ...note }));

  const text = screen.getByRole("log").textContent;

  expect(text).toContain("NoteJonas Weber· only agents see it");
});

it("lets the names stand out that a note calls", () => {
  const note = { author: "agent", author_id: "mara", kind: "note", public_seq: null } as const;
  open(message({ id: "a", seq: 1, ...note, mentions: ["jonas"], text: "Ask @Jonas Weber, not @Jonas" }));

  expect([...screen.getByRole("log").querySelectorAll("strong")].map((name) => name.textContent)).toEqual([
    "@Jonas Weber",
  ]);
});

it("reads out what others write, but neither the history nor what we wrote ourselves", async () => {
  const { cache } = open(message({ id: "b", seq: 2, text: "Here already" }));
  const spoken = () => document.querySelector("[aria-live=polite]")?.textContent;
  const load = (...items: Message[]) =>
    act(async () => {
      cache.setQueryData(
        messageList("one").queryKey,
        pages({ items: items.toReversed(), agents: [], marks: [], next: null }),
      );
      // The cache tells its readers in a task of its own.
      await new Promise((resolve) => setTimeout(resolve));
    });
  const ours = message({ id: "d", seq: 4, author: "agent", author_id: MARA.id, text: "Ours" });
  const note = message({ id: "e", seq: 5, author: "agent", author_id: "jonas", kind: "note", text: "Careful" });

  await load(message({ id: "a", seq: 1, text: "Older" }), message({ id: "b", seq: 2, text: "Here already" }));
  expect(spoken()).toBe("");
  await load(
    message({ id: "b", seq: 2, text: "Here already" }),
    message({ id: "c", seq: 3, text: "Just now" }),
    ours,
    note,
  );

  expect(spoken()).toBe("Ada: Just nowNote, Jonas Weber: Careful");
  expect(screen.getByRole("log").getAttribute("aria-live")).toBe("off");
});

it("makes links that tell the other site nothing", () => {
  open(message({ id: "a", seq: 1, text: "See https://example.org/x." }));

  const link = screen.getByRole("link", { name: "https://example.org/x" });

  expect(link.getAttribute("href")).toBe("https://example.org/x");
  expect(link.getAttribute("rel")).toBe("noopener noreferrer");
});

function tellMark(cache: QueryClient, over: Partial<Mark>): void {
  act(() => applyRows(cache, rowsOf({ marks: [mark({ id: "k1", ...over })] })));
}

it("says how far the customer got with what we wrote last", async () => {
  const { cache } = open(message({ id: "a", seq: 1, author: "agent", author_id: "mara" }));
  screen.getByText("Sent");

  tellMark(cache, { delivered_seq: 1 });
  await screen.findByText("Delivered");
  tellMark(cache, { delivered_seq: 1, read_seq: 1, version: 2 });

  await screen.findByText("Read");
});

it("says of a note only that it is saved, however far the customer read", async () => {
  const note = message({ id: "a", seq: 2, public_seq: null, kind: "note", author: "agent", author_id: "mara" });
  const ours = message({ id: "c", seq: 1, author: "agent", author_id: "mara" });
  const { cache } = open(ours, note);
  screen.getByText("Saved");

  tellMark(cache, { delivered_seq: 9, read_seq: 9 });
  act(() => applyRows(cache, rowsOf({ messages: [{ ...note, text: "Edited", version: 2 }] })));

  await screen.findByText("Edited");
  screen.getByText("Saved");
});

it("marks what is in sight as read, and only as delivered while the tab is in the background", () => {
  const visibility = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  const { live } = open(message({ id: "a", seq: 1 }), message({ id: "b", seq: 2, public_seq: null, kind: "note" }));
  expect(live.marked).toEqual(["one delivered 1"]);

  visibility.mockReturnValue("visible");
  act(() => document.dispatchEvent(new Event("visibilitychange")));

  expect(live.marked).toEqual(["one delivered 1", "one read 1"]);
});

it("marks nothing that this agent has read before", () => {
  const { live, cache } = open();
  tellMark(cache, { id: "k2", reader: "agent", reader_id: "mara", delivered_seq: 1, read_seq: 1 });

  act(() => applyRows(cache, rowsOf({ messages: [message({ id: "a", seq: 1 })] })));

  expect(live.marked).toEqual([]);
});

it("tells what happened to the conversation, and skips what it has no words for", () => {
  const event = {
    type: "status_changed",
    status: "resolved",
    previous: "open",
    until: null,
    agent_id: "jonas",
  } as const;
  const system = { public_seq: null, kind: "event", author: "system", author_id: null, text: "" } as const;
  const unknown = { ...event, type: "from_the_future" } as unknown as Message["event"];
  open(
    message({ id: "a", seq: 1, ...system, event }),
    message({ id: "b", seq: 2, ...system, event: { ...event, status: "open", agent_id: null } }),
    message({ id: "c", seq: 3, ...system, event: unknown }),
  );

  expect(screen.getAllByText(/resolved|opened/i).map((line) => line.textContent)).toEqual([
    expect.stringMatching(/^Jonas Weber resolved this · /),
    expect.stringMatching(/^Opened again by a new message · /),
  ]);
  expect(screen.getByRole("log").querySelectorAll("p.text-center")).toHaveLength(2);
});

it("lets a new message rise, but none that comes upon another: a thread to be read stands still", () => {
  const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
  open(
    message({ id: "a", seq: 1, text: "Alone", created_at: ago(2_400) }),
    message({ id: "b", seq: 2, text: "After a while", created_at: ago(1_000) }),
    message({ id: "c", seq: 3, text: "In a rush", created_at: ago(700) }),
    message({ id: "d", seq: 4, text: "Still in a rush", created_at: ago(400) }),
  );

  const rises = (text: string) => screen.getByText(text).classList.contains("animate-rise");
  expect(rises("After a while")).toBe(true);
  expect(rises("In a rush")).toBe(false);
  expect(rises("Still in a rush")).toBe(false);
});
