import { type Rows, rowsOf } from "@stonechat/openapi/client";
import { QueryClient } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import { conversationsOf, listedMarks, marksOf, messagesOf } from "@/api/pages";
import {
  agentList,
  conversationDetail,
  conversationList,
  customerDetail,
  messageList,
  siteList,
  tagList,
} from "@/api/queries";
import type { ListView } from "@/api/views";
import { MARA } from "@/tests/agent";
import {
  agentProfile,
  conversation,
  customer,
  EVERYTHING,
  listPages,
  listPagesOf,
  mark,
  message,
  pages,
  site,
} from "@/tests/rows";
import { applyRows } from "./apply";

const LIST = conversationList(EVERYTHING, "mara").queryKey;

function rows(some: Partial<Rows>): Rows {
  return rowsOf(some);
}

function cacheWithList(...items: ReturnType<typeof conversation>[]): QueryClient {
  const cache = new QueryClient();
  cache.setQueryData(LIST, listPages({ items }));
  return cache;
}

function listed(cache: QueryClient): string[] {
  const data = cache.getQueryData(LIST);
  return data ? conversationsOf(data, EVERYTHING, "mara").map((row) => `${row.id}: ${row.preview}`) : [];
}

function timeline(cache: QueryClient): string[] {
  const data = cache.getQueryData(messageList("one").queryKey);
  return data ? messagesOf(data).map((row) => `${row.seq} ${row.text}`) : [];
}

describe("conversations", () => {
  it("puts a new conversation at the top of the list", () => {
    const cache = cacheWithList(conversation({ id: "old" }));

    applyRows(cache, rows({ conversations: [conversation({ id: "new", last_message_at: "2026-03-02T10:00:00Z" })] }));

    expect(listed(cache)).toEqual(["new: Hello", "old: Hello"]);
  });

  it("moves a conversation up when something was said in it", () => {
    const cache = cacheWithList(
      conversation({ id: "b", last_message_at: "2026-03-01T11:00:00Z" }),
      conversation({ id: "a", last_message_at: "2026-03-01T10:00:00Z" }),
    );

    const said = conversation({ id: "a", preview: "Again", last_message_at: "2026-03-01T12:00:00Z", version: 2 });
    applyRows(cache, rows({ conversations: [said] }));

    expect(listed(cache)).toEqual(["a: Again", "b: Hello"]);
  });

  it("ignores a row that is older than what is held, or the same", () => {
    const cache = cacheWithList(conversation({ id: "a", preview: "Third", version: 3 }));
    cache.setQueryData(conversationDetail("a").queryKey, conversation({ id: "a", preview: "Third", version: 3 }));

    applyRows(cache, rows({ conversations: [conversation({ id: "a", preview: "Second", version: 2 })] }));
    applyRows(cache, rows({ conversations: [conversation({ id: "a", preview: "Other third", version: 3 })] }));

    expect(listed(cache)).toEqual(["a: Third"]);
    expect(cache.getQueryData(conversationDetail("a").queryKey)?.preview).toBe("Third");
  });

  it("renders nothing again when a repeated row is no news", () => {
    const cache = cacheWithList(conversation({ id: "a", version: 3 }));
    const before = cache.getQueryData(LIST);

    applyRows(cache, rows({ conversations: [conversation({ id: "a", version: 2 })] }));

    expect(cache.getQueryData(LIST)).toBe(before);
  });

  it("leaves out a conversation that belongs further down than what is loaded", () => {
    const cache = new QueryClient();
    const loaded = conversation({ id: "a", last_message_at: "2026-03-05T10:00:00Z" });
    cache.setQueryData(LIST, listPages({ items: [loaded], next: "more" }));

    applyRows(cache, rows({ conversations: [conversation({ id: "deep", last_message_at: "2026-01-01T10:00:00Z" })] }));

    expect(listed(cache)).toEqual(["a: Hello"]);
  });

  it("shows a conversation once when it moved up while a later page was on its way", () => {
    const cache = new QueryClient();
    const moved = conversation({ id: "a", preview: "New", version: 2, last_message_at: "2026-03-02T10:00:00Z" });
    const stale = conversation({ id: "a", preview: "Old", version: 1 });
    const list = listPages({ items: [moved], next: "x" }, { items: [stale] });
    cache.setQueryData(LIST, list);

    expect(listed(cache)).toEqual(["a: New"]);
  });
});

describe("lists", () => {
  const MINE: ListView = { ...EVERYTHING, name: "mine" };
  const OLDEST: ListView = { ...EVERYTHING, order: "oldest" };
  const ours = conversation({ id: "a", assignee_id: "mara", last_message_at: "2026-03-01T10:00:00.5Z" });

  function shown(cache: QueryClient, view: ListView): string[] {
    const data = cache.getQueryData(conversationList(view, "mara").queryKey);
    return data ? conversationsOf(data, view, "mara").map(({ id }) => id) : [];
  }

  function cacheWith(view: ListView, ...loaded: Parameters<typeof listPages>): QueryClient {
    const cache = new QueryClient();
    cache.setQueryData(conversationList(view, "mara").queryKey, listPagesOf(view, ...loaded));
    return cache;
  }

  it("follow a conversation that is given to a colleague, put off and taken back", () => {
    const cache = cacheWith(MINE, { items: [ours] });

    applyRows(cache, rows({ conversations: [{ ...ours, assignee_id: "omar", version: 2 }] }));
    expect(shown(cache, MINE)).toEqual([]);
    // A row that was on its way for longer does not bring it back.
    applyRows(cache, rows({ conversations: [{ ...ours, preview: "late", version: 1 }] }));
    expect(shown(cache, MINE)).toEqual([]);
    applyRows(cache, rows({ conversations: [{ ...ours, status: "snoozed", version: 3 }] }));
    expect(shown(cache, MINE)).toEqual([]);
    applyRows(cache, rows({ conversations: [{ ...ours, version: 4 }] }));

    expect(shown(cache, MINE)).toEqual(["a"]);
  });

  it("take in what begins to fit, each in its own order", () => {
    const cache = cacheWith(OLDEST, { items: [ours] });
    const WAITING: ListView = { ...EVERYTHING, order: "waiting" };
    cache.setQueryData(conversationList(WAITING, "mara").queryKey, listPagesOf(WAITING, {}));
    const waiting = conversation({
      id: "b",
      last_message_at: "2026-03-01T10:00:00.25Z",
      waiting_since: "2026-03-01T09:00:00Z",
    });
    const longer = { ...waiting, id: "c", waiting_since: "2026-03-01T08:00:00Z" };

    applyRows(cache, rows({ conversations: [waiting, longer] }));

    expect(shown(cache, OLDEST)).toEqual(["b", "c", "a"]);
    expect(shown(cache, WAITING)).toEqual(["c", "b"]);
  });

  it("leave what moves behind the loaded pages to the next page, and keep the end of what was loaded", () => {
    const older = conversation({ id: "b", last_message_at: "2026-03-01T11:00:00Z" });
    const cache = cacheWith(OLDEST, { items: [ours, older], next: "more" });

    applyRows(cache, rows({ conversations: [{ ...ours, last_message_at: "2026-03-02T10:00:00Z", version: 2 }] }));
    expect(shown(cache, OLDEST)).toEqual(["b"]);
    applyRows(cache, rows({ conversations: [{ ...older, last_message_at: "2026-03-02T11:00:00Z", version: 2 }] }));
    // What the server had between the two and the end of the page was loaded; what comes in there is shown.
    const between = conversation({ id: "c", last_message_at: "2026-03-01T10:30:00Z" });
    applyRows(cache, rows({ conversations: [between] }));

    expect(shown(cache, OLDEST)).toEqual(["c"]);
  });

  it("know how far the agent read where a page told it, and where a mark comes later", () => {
    const cache = cacheWith(MINE, { items: [ours], marks: [] });
    const { queryKey } = conversationList(MINE, "mara");
    const known = () => {
      const data = cache.getQueryData(queryKey);
      return data && listedMarks(data, "a");
    };
    expect(known()).toEqual([]);

    const read = mark({ id: "m", conversation_id: "a", reader: "agent", reader_id: "mara", read_seq: 3 });
    applyRows(cache, rows({ marks: [read] }));
    expect(known()).toEqual([read]);

    applyRows(cache, rows({ conversations: [{ ...ours, id: "late" }] }));
    const data = cache.getQueryData(queryKey);
    expect(data && listedMarks(data, "late")).toBeUndefined();
  });
});

describe("messages", () => {
  function cacheWithTimeline(next: string | null, ...seqs: number[]): QueryClient {
    const cache = new QueryClient();
    const items = seqs.map((seq) => message({ id: `m${seq}`, seq })).reverse();
    cache.setQueryData(messageList("one").queryKey, pages({ items, agents: [], marks: [], next }));
    return cache;
  }

  function isStale(cache: QueryClient): boolean | undefined {
    return cache.getQueryState(messageList("one").queryKey)?.isInvalidated;
  }

  it("adds what comes next, in the order of the timeline", () => {
    const cache = cacheWithTimeline(null, 1, 2);

    const arrived = [message({ id: "m4", seq: 4, text: "Four" }), message({ id: "m3", seq: 3, text: "Three" })];
    applyRows(cache, rows({ messages: arrived }));

    expect(timeline(cache)).toEqual(["1 Hello", "2 Hello", "3 Three", "4 Four"]);
    expect(isStale(cache)).toBe(false);
  });

  it("takes a newer version of a message that it holds, and no older one", () => {
    const cache = cacheWithTimeline(null, 1, 2);

    applyRows(cache, rows({ messages: [message({ id: "m1", seq: 1, text: "Edited", version: 3 })] }));
    applyRows(cache, rows({ messages: [message({ id: "m1", seq: 1, text: "Late", version: 2 })] }));

    expect(timeline(cache)).toEqual(["1 Edited", "2 Hello"]);
  });

  it("loads the timeline again when a number is missing", () => {
    const cache = cacheWithTimeline(null, 1, 2);

    applyRows(cache, rows({ messages: [message({ id: "m5", seq: 5 })] }));

    expect(isStale(cache)).toBe(true);
  });

  it("leaves out a message older than what is loaded: scrolling brings it", () => {
    const cache = cacheWithTimeline("more", 8, 9);

    applyRows(cache, rows({ messages: [message({ id: "m3", seq: 3, text: "Edited", version: 2 })] }));

    expect(timeline(cache)).toEqual(["8 Hello", "9 Hello"]);
  });

  it("keeps nothing of a conversation that was never opened", () => {
    const cache = new QueryClient();

    applyRows(cache, rows({ messages: [message({ id: "m1", seq: 1 })] }));

    expect(cache.getQueryCache().getAll()).toEqual([]);
  });
});

describe("customers and agents", () => {
  it("keeps a new conversation's customer when both come in one frame", () => {
    const cache = cacheWithList();

    const arrived = {
      conversations: [conversation({ id: "a", customer_id: "ada" })],
      customers: [customer({ id: "ada" })],
    };
    applyRows(cache, rows(arrived));

    expect(cache.getQueryData(LIST)?.pages[0]?.customers).toEqual([customer({ id: "ada" })]);
  });

  it("renames a customer in the list and in the panel, and not back again", () => {
    const cache = new QueryClient();
    const list = listPages({ items: [conversation({ id: "a" })], customers: [customer({ id: "customer" })] });
    cache.setQueryData(LIST, list);
    cache.setQueryData(customerDetail("customer").queryKey, customer({ id: "customer" }));

    applyRows(cache, rows({ customers: [customer({ id: "customer", name: "Grace", version: 3 })] }));
    applyRows(cache, rows({ customers: [customer({ id: "customer", name: "Old", version: 2 })] }));

    expect(cache.getQueryData(LIST)?.pages[0]?.customers[0]?.name).toBe("Grace");
    expect(cache.getQueryData(customerDetail("customer").queryKey)?.name).toBe("Grace");
  });

  it("ignores a customer whom no loaded conversation needs", () => {
    const cache = cacheWithList(conversation({ id: "a" }));

    applyRows(cache, rows({ customers: [customer({ id: "stranger" })] }));

    expect(cache.getQueryData(LIST)?.pages[0]?.customers).toEqual([]);
  });

  it("renames an agent and keeps what rows do not tell, such as the email", () => {
    const cache = new QueryClient();
    const mara = { ...MARA, ...agentProfile({ id: "mara" }) };
    cache.setQueryData(agentList().queryKey, { items: [mara], next: null, seats: null });

    applyRows(cache, rows({ agents: [agentProfile({ id: "mara", name: "Mara L.", version: 2 })] }));

    expect(cache.getQueryData(agentList().queryKey)?.items).toEqual([{ ...mara, name: "Mara L.", version: 2 }]);
  });

  it("loads the agents again when one is new", () => {
    const cache = new QueryClient();
    cache.setQueryData(agentList().queryKey, { items: [], next: null, seats: null });

    applyRows(cache, rows({ agents: [agentProfile({ id: "new" })] }));

    expect(cache.getQueryState(agentList().queryKey)?.isInvalidated).toBe(true);
  });
});

describe("marks, tags and sites", () => {
  it("keeps how far everybody got beside the timeline, and never less than before", () => {
    const cache = new QueryClient();
    const known = mark({ id: "k1", read_seq: 3, version: 3 });
    cache.setQueryData(messageList("one").queryKey, pages({ items: [], agents: [], marks: [known], next: null }));

    applyRows(cache, rows({ marks: [mark({ id: "k1", read_seq: 2, version: 2 }), mark({ id: "k2", read_seq: 1 })] }));

    const data = cache.getQueryData(messageList("one").queryKey);
    expect(data && marksOf(data).map(({ id, read_seq }) => `${id} ${read_seq}`)).toEqual(["k1 3", "k2 1"]);
  });

  it("keeps a deleted tag deleted when an older row of it comes late", () => {
    const cache = new QueryClient();
    const tag = { id: "t", name: "Late", color: "#aa0000", deleted_at: null, version: 1 };
    cache.setQueryData(tagList().queryKey, { items: [tag] });

    applyRows(cache, rows({ tags: [{ ...tag, deleted_at: "2026-03-01T10:00:00Z", version: 2 }] }));
    applyRows(cache, rows({ tags: [tag] }));

    const data = cache.getQueryData(tagList().queryKey);
    expect(data && tagList().select?.(data)).toEqual([]);
  });

  it("renames a site and adds one that is new", () => {
    const cache = new QueryClient();
    const shop = site({ id: "s" });
    cache.setQueryData(siteList().queryKey, { items: [shop] });

    applyRows(
      cache,
      rows({
        sites: [
          { ...shop, name: "Store", version: 2 },
          { ...shop, id: "new" },
        ],
      }),
    );

    expect(cache.getQueryData(siteList().queryKey)?.items.map(({ name }) => name)).toEqual(["Store", "Shop"]);
  });
});
