// @vitest-environment jsdom
import { ApiError, RowStore } from "@stonechat/openapi/client";
import type { Message, MessagePage } from "@stonechat/openapi/types";
import { beforeEach, describe, expect, it } from "vitest";
import { TestServer } from "../../testing/server";
import { History, MOST_SHOWN } from "./history";

const LONG = 500;

describe("The reach of a long conversation", () => {
  const server = new TestServer();
  let rows: RowStore;
  let history: History;
  let broken: boolean;

  beforeEach(async () => {
    server.messages.length = 0;
    for (let count = 1; count <= LONG; count++) server.say(`${count}`);
    broken = false;
    rows = new RowStore();
    history = new History({ get: page as unknown as <T>() => Promise<T> }, rows, "c1");
    await history.newest();
  });

  const page = async (path: string): Promise<MessagePage> => {
    if (broken) throw new ApiError(0);
    const before = Number(new URLSearchParams(path.split("?")[1]).get("after") ?? server.messages.length + 1);
    const items = server.messages.slice(Math.max(0, before - 31), before - 1).reverse();
    const oldest = items.at(-1)?.seq ?? 1;
    return { items, agents: [], marks: [], next: oldest > 1 ? String(oldest) : null };
  };
  const shown = (): string => `${history.shown()[0]?.text} to ${history.shown().at(-1)?.text}`;
  const arrives = (): Message => {
    const message = server.say(`${server.messages.length + 1}`);
    rows.upsert({ messages: [message] });
    return message;
  };

  it("holds no more than a screen needs, up to the first message and back down to the newest", async () => {
    const seen = new Set<string>();
    const look = (): void => {
      expect(history.shown().length).toBeLessThanOrEqual(MOST_SHOWN);
      for (const { text } of history.shown()) seen.add(text);
    };
    for (let tries = 0; history.hasOlder() && tries < LONG; tries++) {
      await history.older();
      look();
    }
    expect(shown()).toBe(`1 to ${MOST_SHOWN}`);
    expect(seen.size).toBe(LONG);
    seen.clear();
    for (let tries = 0; history.hasNewer() && tries < LONG; tries++) {
      history.newer();
      look();
    }
    expect(shown()).toBe(`${LONG - MOST_SHOWN + 1} to ${LONG}`);
    expect(seen.size).toBeGreaterThan(LONG - MOST_SHOWN);
  });

  it("moves by less than it holds, so that what is in sight stays", async () => {
    for (let tries = 0; tries < 8; tries++) {
      const before = new Set(history.shown().map(({ id }) => id));
      await history.older();
      expect(history.shown().filter(({ id }) => before.has(id)).length).toBeGreaterThanOrEqual(30);
    }
  });

  it("lets older messages in a few at a time, also those that have just arrived", async () => {
    const few = 10;
    let before = history.shown().length;
    const look = (): void => {
      expect(history.shown().length - before).toBeLessThanOrEqual(few);
      before = history.shown().length;
    };
    rows.subscribe(look);
    for (let tries = 0; history.shown().length < MOST_SHOWN; tries++) {
      await history.older();
      look();
      expect(tries).toBeLessThan(MOST_SHOWN);
    }
  });

  it("goes with the newest message at the end, and stays where it is further up", async () => {
    arrives();
    expect(shown()).toBe("471 to 501");
    for (let tries = 0; tries < 4; tries++) await history.older();
    const before = shown();
    arrives();
    expect(shown()).toBe(before);
    expect(history.hasNewer()).toBe(true);
    history.toNewest();
    expect(shown()).toBe("443 to 502");
  });

  it("is at the newest for who went there while older ones were on their way", async () => {
    for (let tries = 0; tries < 4; tries++) await history.older();
    const coming = history.older();
    history.toNewest();
    await coming;
    expect(shown()).toBe("441 to 500");
    expect(history.hasNewer()).toBe(false);
  });

  it("stays where it is when older messages cannot be had, and goes on later", async () => {
    broken = true;
    await history.older();
    expect(shown()).toBe("471 to 500");
    broken = false;
    await history.older();
    expect(shown()).toBe("463 to 500");
  });

  it("gives all messages to who wants all, or says that it cannot", async () => {
    broken = true;
    await expect(history.all()).rejects.toThrow();
    broken = false;
    expect((await history.all()).map(({ text }) => text)).toHaveLength(LONG);
    expect(history.shown()).toHaveLength(MOST_SHOWN);
  });
});
