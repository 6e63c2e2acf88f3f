import { type Api, ApiError, createApi } from "@stonechat/openapi/client";
import type { ConversationPage, MessagePage } from "@stonechat/openapi/types";
import type { DatabaseDump, HeldMessage, Snapshot } from "../checker/evidence.ts";
import type { Client } from "../clients/client.ts";
import { digestOf } from "../clients/digest.ts";
import type { AnyRow } from "../clients/memory.ts";
import { pause } from "../world/time.ts";
import type { World } from "../world/world.ts";

const PAGE = 100;
const TRIES = 10;

/** What the server tells each customer, and what it tells agents, once everything is calm. */
export async function takeSnapshots(world: World, clients: Client[]): Promise<Record<string, Snapshot>> {
  const base = await world.wellBase();
  if (base === null) throw new Error("no API process is well in the end");
  const readers = new Map(clients.map(({ person }) => [person.audience === "agent" ? "agents" : person.id, person]));
  const snapshots: Record<string, Snapshot> = {};
  for (const [reader, person] of readers) {
    if (reader === null) continue;
    const api = createApi({ base, token: (fresh) => person.token(base, fresh) });
    snapshots[reader] = await snapshot(api);
  }
  return snapshots;
}

async function snapshot(api: Api): Promise<Snapshot> {
  const taken: Snapshot = { conversations: [], timelines: {}, marks: [] };
  const marks = new Map<string, AnyRow>();
  for await (const page of pages<ConversationPage>(api, "/v1/conversations")) {
    for (const row of page.items) taken.conversations.push([row.id, row.version, digestOf(row)]);
    for (const row of page.marks) marks.set(row.id, row);
  }
  for (const [id] of taken.conversations) {
    const timeline: HeldMessage[] = [];
    for await (const page of pages<MessagePage>(api, `/v1/conversations/${id}/messages`))
      for (const row of page.items) timeline.unshift([row.id, row.version, digestOf(row), row.seq]);
    taken.timelines[id] = timeline;
  }
  taken.marks = [...marks.values()].map(({ id, version }) => [id, version, ""]);
  return taken;
}

async function* pages<T extends { next: string | null }>(api: Api, path: string): AsyncGenerator<T> {
  let after = "";
  do {
    const page: T = await patiently(() => api.get<T>(`${path}?limit=${PAGE}${after}`));
    yield page;
    after = page.next === null ? "" : `&after=${encodeURIComponent(page.next)}`;
  } while (after);
}

async function patiently<T>(task: () => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await task();
    } catch (error) {
      if (left === 0 || !(error instanceof ApiError)) throw error;
      await pause(500);
    }
  }
}

/** All that PostgreSQL holds, past everything that the API does with it. */
export async function dumpDatabase({ database }: World): Promise<DatabaseDump> {
  const all = <T>(table: string, order: string) =>
    database.query<T>(`SELECT row_to_json(t) FROM ${table} AS t ORDER BY ${order}`);
  return {
    conversations: await all("conversations", "id"),
    messages: await all("messages", "conversation_id, seq"),
    marks: await all("marks", "conversation_id"),
    customers: await database.query("SELECT json_build_object('id', id, 'version', version) FROM customers"),
    agents: await database.query("SELECT json_build_object('id', id, 'version', version) FROM agents"),
  };
}
