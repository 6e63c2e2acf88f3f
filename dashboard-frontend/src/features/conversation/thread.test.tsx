import type { Message } from "@stonechat/openapi/types";
import { QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { agentList, createQueryClient, messageList } from "@/api/queries";
import { AgentProvider } from "@/api/session-context";
import { ToastProvider } from "@/components/ui/toast";
import { LiveProvider } from "@/realtime/live-context";
import { MARA } from "@/tests/agent";
import { FakeLive, unsent } from "@/tests/fake-live";
import { customer, message, pages } from "@/tests/rows";
import { ConversationIdContext } from "./conversation-id";
import { Thread } from "./thread";

function open(...messages: Message[]) {
  const live = new FakeLive();
  const cache = createQueryClient();
  cache.setQueryData(agentList().queryKey, {
    items: [MARA, { ...MARA, id: "jonas", name: "Jonas Weber" }],
    next: null,
  });
  const items = messages.toReversed();
  cache.setQueryData(messageList("one").queryKey, pages({ items, agents: [], next: null }));
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
  await user.click(await screen.findByRole("button", { name: "Undo" }));

  expect(live.sent).toEqual([{ conversationId: "one", kind: "message", text: "Precious" }]);
});

it("names colleagues, and marks a note as one", () => {
  const note = { author: "agent", author_id: "jonas", kind: "note", public_seq: null, text: "Careful" } as const;
  open(message({ id: "a", seq: 1, ...note }));

  const text = screen.getByRole("log").textContent;

  expect(text).toContain("NoteJonas Weber· only agents see it");
});

it("reads out what others write, but neither the history nor what we wrote ourselves", async () => {
  const { cache } = open(message({ id: "b", seq: 2, text: "Here already" }));
  const spoken = () => document.querySelector("[aria-live=polite]")?.textContent;
  const load = (...items: Message[]) =>
    act(async () => {
      cache.setQueryData(messageList("one").queryKey, pages({ items: items.toReversed(), agents: [], next: null }));
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
