import { rowsOf } from "@stonechat/openapi/client";
import type { Message } from "@stonechat/openapi/types";
import type { QueryClient } from "@tanstack/react-query";
import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { messageList } from "@/api/queries";
import { applyRows } from "@/realtime/apply";
import { FakeApi, Refused } from "@/tests/fake-api";
import { renderPage } from "@/tests/page";
import { customer, mark, message, pages } from "@/tests/rows";
import { ConversationIdContext } from "./conversation-id";
import { Thread } from "./thread";

type Seen = (inSight: boolean) => void;

let tell: Seen = () => undefined;
const revealed = vi.fn();

/** The browser's idea of what is in sight, as the test says it. */
beforeEach(() => {
  revealed.mockReset();
  vi.spyOn(Element.prototype, "scrollIntoView").mockImplementation(revealed);
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(callback: (entries: { isIntersecting: boolean; target: Element }[]) => void) {
        const targets: Element[] = [];
        Object.assign(this, {
          observe: (target: Element) => targets.push(target),
          disconnect: () => targets.splice(0),
        });
        const before = tell;
        tell = (isIntersecting) => {
          before(isIntersecting);
          const lines = targets.filter(({ textContent }) => textContent === "New");
          if (lines.length > 0) callback(lines.map((target) => ({ isIntersecting, target })));
        };
      }
    },
  );
  tell = () => undefined;
});

function said(seq: number): Message {
  return message({ id: `m${seq}`, seq, text: `Message ${seq}` });
}

function open(readSeq: number, rows: Message[], next: string | null = null) {
  const fill = (cache: QueryClient): void => {
    const mine = mark({ id: "k", reader: "agent", reader_id: "mara", delivered_seq: readSeq, read_seq: readSeq });
    const page = { items: rows.toReversed(), agents: [], marks: [mine], next };
    cache.setQueryData(messageList("one").queryKey, pages(page));
  };
  const thread = (
    <ConversationIdContext value="one">
      <Thread conversationId="one" customer={customer({ id: "customer" })} />
    </ConversationIdContext>
  );
  return { ...renderPage(thread, { fill }), user: userEvent.setup() };
}

function text(): string {
  return screen.getByRole("log").textContent ?? "";
}

it("draws a line before the first unread message", () => {
  open(1, [said(1), said(2), said(3)]);

  expect(text()).toMatch(/Message 1.*New.*Message 2.*Message 3/);
});

it("leaves the line where it was when the messages are read, and draws none for what comes in meanwhile", async () => {
  const { cache } = open(1, [said(1), said(2)]);
  const read = mark({ id: "k", reader: "agent", reader_id: "mara", delivered_seq: 2, read_seq: 2, version: 2 });

  act(() => applyRows(cache, rowsOf({ marks: [read], messages: [said(3)] })));

  await screen.findByText("Message 3");
  expect(text()).toMatch(/Message 1.*New.*Message 2.*Message 3/);
  expect(screen.getAllByText("New")).toHaveLength(1);
});

it("draws no line where all is read, where all is new, or before one's own words", () => {
  const own = { ...said(3), author: "agent" as const, author_id: "mara" };
  for (const [readSeq, rows] of [
    [2, [said(1), said(2)]],
    [0, [said(1), said(2)]],
    [2, [said(1), said(2), own]],
  ] as const) {
    const { unmount } = open(readSeq, [...rows]);
    expect(screen.queryByText("New")).toBeNull();
    unmount();
  }
});

it("offers the way to the line while it is out of sight, and no more once it was seen", async () => {
  const { user } = open(1, [said(1), said(2), said(3)]);
  act(() => tell(false));

  await user.click(screen.getByRole("button", { name: "2 new messages" }));

  expect(revealed).toHaveBeenCalled();
  expect(screen.queryByRole("button", { name: "2 new messages" })).toBeNull();
});

it("offers nothing when the line is in sight at once", () => {
  open(1, [said(1), said(2)]);
  act(() => tell(true));
  act(() => tell(false));

  expect(screen.queryByRole("button", { name: "1 new message" })).toBeNull();
});

it("goes to the first of all where nothing is older than what is new", async () => {
  const api = new FakeApi({
    "GET /v1/conversations/one/messages": () => ({ items: [said(2), said(1)], agents: [], marks: [], next: null }),
  });
  const { user } = open(0, [said(3), said(4)], "page-2");

  await user.click(screen.getByRole("button", { name: "4 new messages" }));

  await waitFor(() => expect(revealed).toHaveBeenCalled());
  expect(text()).toMatch(/Message 1.*Message 2/);
  expect(api.sent("GET /v1/conversations/one/messages")).toHaveLength(1);
  expect(document.activeElement).toBe(screen.getByRole("log"));
});

it("stays where it is when an older page cannot be loaded, and can be asked again", async () => {
  let fails = true;
  const api = new FakeApi({
    "GET /v1/conversations/one/messages": () => {
      if (fails) throw new Refused(403, "forbidden");
      return { items: [said(2), said(1)], agents: [], marks: [], next: null };
    },
  });
  const { cache, user } = open(1, [said(3), said(4)], "page-2");

  await user.click(screen.getByRole("button", { name: "3 new messages" }));
  await screen.findByRole("button", { name: "Load older messages" });
  fails = false;
  act(() => applyRows(cache, rowsOf({ messages: [said(5)] })));
  await screen.findByText("Message 5");
  await act(async () => void (await new Promise((resolve) => setTimeout(resolve, 50))));
  expect(api.sent("GET /v1/conversations/one/messages")).toHaveLength(1);

  await user.click(screen.getByRole("button", { name: "3 new messages" }));
  await waitFor(() => expect(text()).toMatch(/Message 1.*New.*Message 2/));
});

it("loads older messages until the line is among them", async () => {
  const older: Record<string, Message[]> = { "page-2": [said(4), said(3)], "page-3": [said(2), said(1)] };
  const api = new FakeApi({
    "GET /v1/conversations/one/messages": ({ query }) => {
      const after = query["after"] ?? "";
      return { items: older[after] ?? [], agents: [], marks: [], next: after === "page-2" ? "page-3" : null };
    },
  });
  const { user } = open(1, [said(5), said(6)], "page-2");
  expect(screen.queryByText("New")).toBeNull();

  await user.click(screen.getByRole("button", { name: "5 new messages" }));

  await waitFor(() => expect(text()).toMatch(/Message 1.*New.*Message 2/));
  await waitFor(() => expect(revealed).toHaveBeenCalled());
  expect(api.sent("GET /v1/conversations/one/messages")).toHaveLength(2);
});
