import "fake-indexeddb/auto";
import { type Rows, rowsOf } from "@stonechat/openapi/client";
import type { Conversation, Message } from "@stonechat/openapi/types";
import { clear, createStore } from "idb-keyval";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { NoticeScope } from "@/lib/notice-choices";
import { conversation, mark, message } from "@/tests/rows";
import { NewsDesk } from "./news-desk";
import type { Noteworthy } from "./noteworthy";

const opened: NewsDesk[] = [];
beforeEach(async () => {
  await clear(createStore("stonechat-told:mara", "told"));
  // The database goes on in its own time.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
});
afterEach(() => {
  for (const desk of opened.splice(0)) desk.close();
  vi.useRealTimers();
});

/** One tab of the same browser. */
class Tab {
  readonly told: string[][] = [];
  count = 0;
  looksAt: string | null = null;
  scope: NoticeScope = "mine_and_unassigned";
  readonly desk: NewsDesk;

  constructor() {
    this.desk = new NewsDesk({
      myId: "mara",
      scope: () => this.scope,
      looksAt: () => this.looksAt,
      conversationOf: () => undefined,
      tell: (news: readonly Noteworthy[]) => this.told.push(news.map(({ why, text }) => `${why}: ${text}`)),
      onCount: (count) => {
        this.count = count;
      },
    });
    opened.push(this.desk);
  }
}

/** What arrives when somebody wrote. */
function wrote(text: string, over: Partial<Conversation> = {}, entry: Partial<Message> = {}): Rows {
  const row = conversation({ id: "one", preview: text, ...over });
  const id = entry.id ?? `${row.id} ${text}`;
  return rowsOf({ conversations: [row], messages: [message({ seq: 1, text, conversation_id: row.id, ...entry, id })] });
}

const gathered = () => pass(500);

async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe("an agent hears of", () => {
  async function heard(rows: Rows, scope?: NoticeScope): Promise<string[]> {
    const tab = new Tab();
    if (scope) tab.scope = scope;
    tab.desk.take(rows);
    await gathered();
    return tab.told.flat();
  }

  it("a customer's message, by whose conversation it is", async () => {
    const theirs = { assignee_id: "ben" };
    expect(await heard(wrote("one", { assignee_id: "mara" }), "mine")).toEqual(["message: one"]);
    expect(await heard(wrote("two"), "mine")).toEqual([]);
    expect(await heard(wrote("three"), "mine_and_unassigned")).toEqual(["message: three"]);
    expect(await heard(wrote("four", theirs), "mine_and_unassigned")).toEqual([]);
    expect(await heard(wrote("five", theirs), "all")).toEqual(["message: five"]);
  });

  it("a note that mentions them, in any conversation", async () => {
    const note = { kind: "note", author: "agent", author_id: "ben", public_seq: null } as const;
    const row = { assignee_id: "ben" };
    expect(await heard(wrote("see this", row, { ...note, mentions: ["mara"] }), "mine")).toEqual(["mention: see this"]);
    expect(await heard(wrote("not you", row, { ...note, mentions: ["cleo"] }), "mine")).toEqual([]);
    expect(await heard(wrote("own", row, { ...note, author_id: "mara", mentions: ["mara"] }), "mine")).toEqual([]);
  });

  it("a conversation that somebody or the rules gave them, not of one that they took", async () => {
    const event = { type: "assignee_changed", assignee_id: "mara", previous: null, reason: "by_agent" } as const;
    const given = (agent_id: string | null, id: string) =>
      wrote(
        "",
        { assignee_id: "mara", preview: "Hello" },
        { id, kind: "event", author: "system", event: { ...event, agent_id } },
      );
    expect(await heard(given("ben", "e1"))).toEqual(["assigned: Hello"]);
    expect(await heard(given(null, "e2"))).toEqual(["assigned: Hello"]);
    expect(await heard(given("mara", "e3"))).toEqual([]);
  });

  it("nothing that colleagues write, nothing twice, no edit and nothing that was deleted", async () => {
    const at = "2026-03-01T10:00:00Z";
    expect(await heard(wrote("reply", {}, { author: "agent", author_id: "ben" }))).toEqual([]);
    expect(await heard(wrote("edited", {}, { edited_at: at }))).toEqual([]);
    expect(await heard(wrote("", {}, { deleted_at: at }))).toEqual([]);
    const tab = new Tab();
    for (let time = 0; time < 3; time += 1) {
      tab.desk.take(wrote("again"));
      await gathered();
    }
    expect(tab.told).toEqual([["message: again"]]);
  });
});

describe("several tabs", () => {
  it("tell it once", async () => {
    const tabs = [new Tab(), new Tab(), new Tab()];
    for (const tab of tabs) tab.desk.take(wrote("hello"));
    await gathered();

    expect(tabs.flatMap(({ told }) => told)).toEqual([["message: hello"]]);
    expect(tabs.map(({ count }) => count)).toEqual([1, 1, 1]);
  });

  it("tell it once also where one wakes up late, after the one that told it is gone", async () => {
    const first = new Tab();
    first.desk.take(wrote("hello"));
    await gathered();
    first.desk.close();
    const late = new Tab();
    late.desk.take(wrote("hello"));
    late.desk.take(wrote("more"));
    await gathered();

    expect(late.told).toEqual([["message: more"]]);
  });

  it("tell nothing that one of them shows", async () => {
    const [seeing, other] = [new Tab(), new Tab()];
    seeing.looksAt = "one";
    other.desk.take(wrote("hello"));
    seeing.desk.take(wrote("hello"));
    await gathered();

    expect([...seeing.told, ...other.told]).toEqual([]);
    expect(seeing.count).toBe(0);
  });

  it("count no more what one of them looked at", async () => {
    vi.useRealTimers();
    const [here, other] = [new Tab(), new Tab()];
    for (const tab of [here, other]) tab.desk.take(wrote("hello"));
    expect([here.count, other.count]).toEqual([1, 1]);
    here.looksAt = "one";
    here.desk.look();

    expect(here.count).toBe(0);
    await vi.waitFor(() => expect(other.count).toBe(0));
  });
});

describe("what comes together", () => {
  it("is told together: also fifty messages of a night", async () => {
    const tab = new Tab();
    for (let at = 0; at < 50; at += 1) {
      tab.desk.take(wrote(`message ${at}`, { id: `c${at % 7}` }));
      await vi.advanceTimersByTimeAsync(20);
    }
    await gathered();

    expect(tab.told).toHaveLength(1);
    expect(tab.told[0]).toHaveLength(50);
    expect(tab.count).toBe(7);
  });

  it("is told at last where it never stops", async () => {
    const tab = new Tab();
    for (let at = 0; at < 40; at += 1) {
      tab.desk.take(wrote(`message ${at}`));
      await vi.advanceTimersByTimeAsync(200);
    }

    expect(tab.told.length).toBeGreaterThanOrEqual(1);
  });
});

describe("what is new", () => {
  it("is new no more once it was read on another device, answered or done", () => {
    const tab = new Tab();
    const settle = (rows: Partial<Rows>) => {
      tab.desk.take(wrote("hello", { public_seq: 4 }, { id: crypto.randomUUID(), public_seq: 4 }));
      expect(tab.count).toBe(1);
      tab.desk.take(rowsOf(rows));
      return tab.count;
    };

    expect(settle({ marks: [mark({ id: "m", reader: "agent", reader_id: "ben", read_seq: 4 })] })).toBe(1);
    expect(settle({ marks: [mark({ id: "m", reader: "agent", reader_id: "mara", read_seq: 3 })] })).toBe(1);
    expect(settle({ marks: [mark({ id: "m", reader: "agent", reader_id: "mara", read_seq: 4 })] })).toBe(0);
    expect(settle({ conversations: [conversation({ id: "one", last_message_author: "agent" })] })).toBe(0);
    expect(settle({ conversations: [conversation({ id: "one", status: "resolved" })] })).toBe(0);
  });

  it("stays new for who was mentioned, until they look", () => {
    const tab = new Tab();
    const note: Partial<Message> = {
      kind: "note",
      author: "agent",
      author_id: "ben",
      public_seq: null,
      mentions: ["mara"],
    };
    tab.desk.take(wrote("see this", { last_message_author: "agent" }, note));
    expect(tab.count).toBe(1);
    tab.looksAt = "one";
    tab.desk.look();

    expect(tab.count).toBe(0);
  });

  it("is not told any more when it was answered before anybody could say so", async () => {
    const tab = new Tab();
    tab.desk.take(wrote("hello"));
    tab.desk.take(rowsOf({ conversations: [conversation({ id: "one", last_message_author: "agent" })] }));
    await gathered();

    expect(tab.told).toEqual([]);
  });
});
