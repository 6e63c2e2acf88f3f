// @vitest-environment jsdom
import "fake-indexeddb/auto";
import type { Mark } from "@stonechat/openapi/types";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bubbles, eventually, TestPages, texts } from "../../testing/pages";
import { agent, noRows, TestSocket } from "../../testing/server";
import type { Chat } from "./chat";

describe("How far customer and team got", () => {
  let pages: TestPages;
  let chat: Chat;
  let socket: TestSocket;

  beforeEach(async () => {
    pages = new TestPages();
    chat = await pages.begun();
    socket = await live();
  });
  afterEach(() => {
    pages.close();
  });

  async function live(): Promise<TestSocket> {
    const before = socket;
    await eventually(() => expect(TestSocket.last).not.toBe(before ?? null));
    const opened = TestSocket.last as TestSocket;
    opened.serverAccepts();
    return opened;
  }
  function mark(changes: Partial<Mark>): Mark {
    const conversation_id = pages.server.conversationId ?? "";
    const row = { id: changes.reader ?? "k", conversation_id, reader: "team", reader_id: null, version: 1 } as const;
    return { ...row, delivered_seq: 0, read_seq: 0, ...changes };
  }
  function arrives(text: string): void {
    socket.serverSends({ type: "rows", ...noRows, agents: [agent], messages: [pages.server.say(text)], cursor: null });
  }
  const marked = (): string[] =>
    socket.sent.flatMap((frame) => (frame.type === "mark" ? [`${frame.delivered_seq}/${frame.read_seq}`] : []));

  it("tells the server what arrived, and what was seen once it is seen", async () => {
    await eventually(() => expect(marked().at(-1)).toBe("1/1"));
    arrives("Good morning");
    arrives("How can we help?");
    await eventually(() => expect(marked().at(-1)).toBe("3/1"));
    chat.read();
    await eventually(() => expect(marked().at(-1)).toBe("3/3"));
    expect(marked()).toEqual(["1/1", "3/1", "3/3"]);
  });

  it("shows how far the team got with our words", () => {
    expect(texts(chat)).toEqual(["Hello (sent)"]);
    socket.serverSends({ type: "rows", ...noRows, marks: [mark({ delivered_seq: 1 })], cursor: null });
    expect(texts(chat)).toEqual(["Hello (delivered)"]);
    socket.serverSends({
      type: "rows",
      ...noRows,
      marks: [mark({ delivered_seq: 1, read_seq: 1, version: 2 })],
      cursor: null,
    });
    expect(texts(chat)).toEqual(["Hello (read)"]);
  });

  it("knows on the next page how far everybody got, and tells nothing that is known", async () => {
    await eventually(() => expect(marked()).toEqual(["1/1"]));
    pages.server.marks.push(
      mark({ delivered_seq: 1, read_seq: 1 }),
      mark({ reader: "customer", reader_id: "k1", delivered_seq: 1, read_seq: 1 }),
    );
    chat.destroy();
    chat = pages.open();
    await eventually(() => expect(bubbles(chat).map(({ state }) => state)).toEqual(["read"]));
    socket = await live();
    arrives("Good morning");
    await eventually(() => expect(marked()).toEqual(["2/1"]));
  });

  it("counts nothing as unread that was read in another browser", () => {
    arrives("Good morning");
    expect(chat.view().unread).toBe(1);
    const elsewhere = mark({ reader: "customer", reader_id: "k1", delivered_seq: 2, read_seq: 2 });
    socket.serverSends({ type: "rows", ...noRows, marks: [elsewhere], cursor: null });
    expect(chat.view().unread).toBe(0);
  });

  it("shows who writes an answer until it is here", () => {
    arrives("Good morning");
    const id = pages.server.conversationId ?? "";
    socket.serverSends({
      type: "ephemeral",
      conversation_id: id,
      event: "typing",
      author: "agent",
      author_id: "g1",
      kind: "message",
      active: true,
    });
    expect(chat.view().typist).toEqual({ id: "g1" });
    arrives("How can we help?");
    expect(chat.view().typist).toBeNull();
  });
});
