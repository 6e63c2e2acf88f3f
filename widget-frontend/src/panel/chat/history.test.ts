// @vitest-environment jsdom
import { ApiError, RowStore } from "@stonechat/openapi/client";
import type { MessagePage } from "@stonechat/openapi/types";
import { beforeEach, describe, expect, it } from "vitest";
import { TestServer } from "../../testing/server";
import { History } from "./history";

describe("History after a reset", () => {
  const server = new TestServer();
  let answers: { give: (page: MessagePage) => void; fail: (error: unknown) => void }[];
  let rows: RowStore;
  let history: History;

  beforeEach(async () => {
    server.messages.length = 0;
    answers = [];
    rows = new RowStore();
    const get = (): Promise<MessagePage> => new Promise((give, fail) => answers.push({ give, fail }));
    history = new History({ get: get as unknown as <T>() => Promise<T> }, rows, "c1");
    await loaded("one", "two");
  });

  const page = (...texts: string[]): MessagePage => {
    server.messages.length = 0;
    return { items: texts.map((text) => server.say(text)).reverse(), agents: [], marks: [], next: null };
  };
  async function loaded(...texts: string[]): Promise<void> {
    const loading = history.newest();
    answers.pop()?.give(page(...texts));
    await loading;
  }
  const texts = (): string[] => history.messages().map(({ text }) => text);

  it("shows what it held until the new page is here, and drops what is not on it", async () => {
    history.reset();
    expect(texts()).toEqual(["one", "two"]);
    await loaded("one");
    expect(texts()).toEqual(["one"]);
  });

  it("keeps what arrives while the new page is on its way", async () => {
    history.reset();
    const loading = history.newest();
    const old = page("one", "two");
    rows.upsert({ messages: [server.say("three")] });
    answers.pop()?.give(old);
    await loading;
    expect(texts()).toEqual(["one", "two", "three"]);
  });

  it("remembers that it must drop when the page cannot be had, until one can", async () => {
    history.reset();
    const loading = history.newest();
    answers.pop()?.fail(new ApiError(503));
    await expect(loading).rejects.toThrow();
    expect(texts()).toEqual(["one", "two"]);
    await loaded("one");
    expect(texts()).toEqual(["one"]);
  });

  it("believes no page that was asked for before the reset", async () => {
    const early = history.newest();
    history.reset();
    answers.pop()?.give(page("one", "two", "never was"));
    await early;
    await loaded("one");
    expect(texts()).toEqual(["one"]);
  });
});

it("keeps the first words in sight while what was said after them is on its way", () => {
  const server = new TestServer();
  const rows = new RowStore();
  const history = new History({ get: () => new Promise(() => undefined) }, rows, "c1");
  const [first, , third] = ["Hello", "missed before the line was there", "heard live"].map((text) => server.say(text));
  if (first) rows.upsert({ messages: [first] });
  if (third) rows.upsert({ messages: [third] });
  expect(history.messages().map(({ text }) => text)).toEqual(["Hello"]);
});
