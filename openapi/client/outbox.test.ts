import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Problem } from "../generated/types.gen";
import { ApiError } from "./api";
import { type NewOutboxEntry, Outbox, type OutboxEntry } from "./outbox";

const POLL = { interval: 2 };

const problem: Problem = {
  type: "about:blank",
  title: "No",
  status: 422,
  detail: "Not so.",
  code: "invalid_input",
  errors: [],
};

function entry(id: string, changes: Partial<NewOutboxEntry> = {}): NewOutboxEntry {
  return { id, conversation_id: "c1", type: "message", body: { id, text: `text of ${id}` }, ...changes };
}
function start(id: string): NewOutboxEntry {
  return entry(id, { type: "start", body: { id: "c1", message: { id, text: "Hello" }, answers: {} } });
}

/** A server whose answers the test gives by hand. */
class Deliveries {
  readonly pending: { id: string; answer: () => void; fail: (error: unknown) => void }[] = [];
  readonly ids: string[] = [];
  readonly deliver = ({ id }: OutboxEntry): Promise<void> =>
    new Promise((resolve, reject) => {
      this.ids.push(id);
      this.pending.push({ id, answer: resolve, fail: reject });
    });
  async next(): Promise<{ id: string; answer: () => void; fail: (error: unknown) => void }> {
    await vi.waitFor(() => expect(this.pending).not.toHaveLength(0), POLL);
    const first = this.pending.shift();
    if (!first) throw new Error("Nothing was sent.");
    return first;
  }
}

/** A request that is not answered until somebody says so. */
function lateRequest(
  factory: IDBFactory,
  name: string,
  version: number,
  until: (go: () => void) => void,
): Partial<IDBOpenDBRequest> {
  const late: Partial<Record<"onsuccess" | "onupgradeneeded", () => void>> & { result?: IDBDatabase } = {};
  until(() => {
    const request = factory.open(name, version);
    request.onsuccess = () => {
      late.result = request.result;
      late.onsuccess?.();
    };
  });
  return late as Partial<IDBOpenDBRequest>;
}

describe("Outbox", () => {
  let server: Deliveries;
  let outboxes: Outbox[];

  beforeEach(() => {
    vi.stubGlobal("indexedDB", new IDBFactory());
    vi.spyOn(Math, "random").mockReturnValue(0);
    server = new Deliveries();
    outboxes = [];
  });
  afterEach(() => {
    for (const outbox of outboxes) outbox.close();
    vi.useRealTimers();
  });

  function open(deliver: (entry: OutboxEntry) => Promise<void> = server.deliver, name = "customer-1"): Outbox {
    const outbox = new Outbox({ name, deliver, onChange: () => undefined });
    outboxes.push(outbox);
    return outbox;
  }
  const states = (outbox: Outbox): string[] => outbox.entries().map(({ id, state }) => `${id} ${state}`);
  const eventually = (outbox: Outbox, expected: string[]): Promise<void> =>
    vi.waitFor(() => expect(states(outbox)).toEqual(expected), POLL);

  it("sends one after the other in a conversation, in the order they were added", async () => {
    const outbox = open();
    await Promise.all([outbox.add(entry("m1")), outbox.add(entry("m2"))]);
    const first = await server.next();
    await eventually(outbox, ["m1 sending", "m2 waiting"]);
    expect(server.ids).toEqual(["m1"]);
    first.answer();
    (await server.next()).answer();
    await eventually(outbox, []);
    expect(server.ids).toEqual(["m1", "m2"]);
  });

  it("does not let one conversation wait for another", async () => {
    const outbox = open();
    await outbox.add(entry("m1"));
    await outbox.add(entry("m2", { conversation_id: "c2" }));
    await vi.waitFor(() => expect(server.ids).toEqual(["m1", "m2"]), POLL);
  });

  it("shows an entry at once and sends it only after it is stored", async () => {
    const outbox = open();
    const added = outbox.add(entry("m1"));
    expect(states(outbox)).toEqual(["m1 waiting"]);
    expect(server.ids).toEqual([]);
    await added;
    const stored = open();
    await stored.load();
    expect(stored.entries()[0]?.body).toEqual({ id: "m1", text: "text of m1" });
  });

  it("delivers with the same id after a reload what an earlier page did not finish", async () => {
    const before = open();
    await before.add(entry("m1"));
    await server.next();
    before.close();

    const after = open();
    await after.load();
    (await server.next()).answer();
    await eventually(after, []);
    expect(server.ids).toEqual(["m1", "m1"]);

    const later = open();
    await later.load();
    expect(later.entries()).toEqual([]);
  });

  it.each([0, 401, 408, 425, 429, 500, 503])("tries again with the same id after status %i", async (status) => {
    const outbox = open();
    await outbox.add(entry("m1"));
    (await server.next()).fail(new ApiError(status));
    (await server.next()).answer();
    await eventually(outbox, []);
    expect(server.ids).toEqual(["m1", "m1"]);
  });

  it("tries again after an error of any other kind", async () => {
    const outbox = open();
    await outbox.add(entry("m1"));
    (await server.next()).fail(new Error("a bug"));
    (await server.next()).answer();
    await eventually(outbox, []);
  });

  it("waits as long as the server asks, unless it is woken", async () => {
    const outbox = open();
    await outbox.add(entry("m1"));
    (await server.next()).fail(new ApiError(503, null, 60_000));
    await eventually(outbox, ["m1 waiting"]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.ids).toEqual(["m1"]);
    outbox.wake();
    (await server.next()).answer();
    await eventually(outbox, []);
  });

  it("keeps a refused message with its problem over reloads, and the ones behind it go on", async () => {
    const outbox = open();
    await Promise.all([outbox.add(entry("m1")), outbox.add(entry("m2"))]);
    (await server.next()).fail(new ApiError(422, problem));
    (await server.next()).answer();
    await eventually(outbox, ["m1 failed"]);
    outbox.close();

    const reloaded = open();
    await reloaded.load();
    expect(reloaded.entries()[0]).toMatchObject({ id: "m1", state: "failed", problem });
    expect(server.ids).toEqual(["m1", "m2"]);
  });

  it("sends a failed entry again on retry and forgets a discarded one for good", async () => {
    const outbox = open();
    await Promise.all([outbox.add(entry("m1")), outbox.add(entry("m2"))]);
    (await server.next()).fail(new ApiError(422, problem));
    (await server.next()).fail(new ApiError(409, problem));
    await eventually(outbox, ["m1 failed", "m2 failed"]);
    outbox.retry("m1");
    await outbox.discard("m2");
    (await server.next()).answer();
    await eventually(outbox, []);
    const reloaded = open();
    await reloaded.load();
    expect(reloaded.entries()).toEqual([]);
    expect(server.ids).toEqual(["m1", "m2", "m1"]);
  });

  it("holds messages back behind a refused start until it is settled", async () => {
    const outbox = open();
    await Promise.all([outbox.add(entry("m0")), outbox.add(start("m1"))]);
    const first = await server.next();
    expect(first.id).toBe("m1");
    first.fail(new ApiError(422, problem));
    await eventually(outbox, ["m1 failed", "m0 waiting"]);
    outbox.wake();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(server.ids).toEqual(["m1"]);
    outbox.retry("m1");
    (await server.next()).answer();
    expect((await server.next()).id).toBe("m0");
  });

  it("does not bring back what another tab delivered, where no lock keeps two from sending the same", async () => {
    const one = open();
    await one.add(entry("m1"));
    const refused = await server.next();
    const two = open();
    await two.load();
    (await server.next()).answer();
    await eventually(two, []);

    refused.fail(new ApiError(404, problem));
    await eventually(one, []);
    const reloaded = open();
    await reloaded.load();
    expect(reloaded.entries()).toEqual([]);
  });

  it("lets one tab send at a time, and the second drops what the first has delivered", async () => {
    const tail = new Map<string, Promise<unknown>>();
    const request = (name: string, task: () => Promise<unknown>): Promise<unknown> => {
      const result = (tail.get(name) ?? Promise.resolve()).then(task);
      tail.set(
        name,
        result.catch(() => undefined),
      );
      return result;
    };
    vi.stubGlobal("navigator", { locks: { request } });
    const first = open();
    await first.add(entry("m1"));
    const sending = await server.next();
    const second = open();
    await second.load();
    expect(states(second)).toEqual(["m1 waiting"]);
    sending.answer();
    await eventually(second, []);
    expect(server.ids).toEqual(["m1"]);
  });

  it("takes up, when woken, what another tab stored and could not send", async () => {
    const first = open();
    const second = open();
    await second.load();
    await first.add(entry("m1"));
    await server.next();
    first.close();
    second.wake();
    (await server.next()).answer();
    await eventually(second, []);
    expect(server.ids).toEqual(["m1", "m1"]);
  });

  it("sends what another tab said before, first", async () => {
    const first = open();
    const second = open();
    await second.load();
    await first.add(entry("m1"));
    (await server.next()).fail(new ApiError(503, null, 60_000));
    await vi.waitFor(() => expect(first.entries()[0]?.state).toBe("waiting"), POLL);
    await second.add(entry("m2"));
    (await server.next()).answer();
    (await server.next()).answer();
    await eventually(second, []);
    expect(server.ids).toEqual(["m1", "m1", "m2"]);
  });

  it("keeps actors apart", async () => {
    await open().add(entry("m1"));
    const other = open(server.deliver, "customer-2");
    await other.load();
    expect(other.entries()).toEqual([]);
  });

  it.each([
    ["missing", undefined],
    [
      "refused",
      {
        open: () => {
          throw new DOMException("no", "SecurityError");
        },
      },
    ],
  ])("works in memory when storage is %s", async (_name, factory) => {
    vi.stubGlobal("indexedDB", factory);
    const outbox = open();
    await outbox.load();
    await outbox.add(entry("m1"));
    (await server.next()).answer();
    await eventually(outbox, []);
    expect(server.ids).toEqual(["m1"]);
  });

  it("waits for a slow storage only once, and takes up what is in it when it opens at last", async () => {
    const earlier = open();
    await earlier.add(entry("m1"));
    await server.next();
    earlier.close();
    const factory = indexedDB;
    let opens = (): void => undefined;
    const slow = { open: (name: string, version: number) => lateRequest(factory, name, version, (go) => (opens = go)) };
    vi.stubGlobal("indexedDB", slow);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });

    const outbox = open();
    const added = outbox.add(entry("m2"));
    await vi.advanceTimersByTimeAsync(3_000);
    await added;
    await outbox.add(entry("m3"));
    expect(outbox.entries().map(({ id }) => id)).toEqual(["m2", "m3"]);
    vi.useRealTimers();
    opens();
    await vi.waitFor(async () => {
      await outbox.load();
      expect(outbox.entries().map(({ id }) => id)).toEqual(["m1", "m2", "m3"]);
    }, POLL);
  });

  it("still sends an entry that a full storage refused, and does not take it for finished", async () => {
    const outbox = open();
    await outbox.load();
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    await outbox.add(entry("m1"));
    (await server.next()).fail(new ApiError(0));
    await outbox.load();
    (await server.next()).answer();
    await eventually(outbox, []);
    expect(server.ids).toEqual(["m1", "m1"]);
  });

  it("is silent after close", async () => {
    const onChange = vi.fn();
    const outbox = new Outbox({ name: "customer-1", deliver: server.deliver, onChange });
    await outbox.add(entry("m1"));
    const sending = await server.next();
    outbox.close();
    onChange.mockClear();
    sending.fail(new ApiError(0));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(onChange).not.toHaveBeenCalled();
    expect(server.ids).toEqual(["m1"]);
  });
});
