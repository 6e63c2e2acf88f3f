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
  return { live, user: userEvent.setup() };
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

it("makes links that tell the other site nothing", () => {
  open(message({ id: "a", seq: 1, text: "See https://example.org/x." }));

  const link = screen.getByRole("link", { name: "https://example.org/x" });

  expect(link.getAttribute("href")).toBe("https://example.org/x");
  expect(link.getAttribute("rel")).toBe("noopener noreferrer");
});
