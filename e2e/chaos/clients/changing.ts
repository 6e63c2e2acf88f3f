import { ApiError, errorOf } from "@stonechat/openapi/client";
import type { Conversation, Mark, Message } from "@stonechat/openapi/types";
import type { Random } from "../plan/random.ts";
import type { Client } from "./client.ts";

const TIMEOUT_MS = 15_000;
const STATUSES = ["open", "pending", "snoozed", "resolved"] as const;
const AVAILABILITIES = ["online", "away", "offline"] as const;

/** Something is changed over REST, and may fail: nobody tries again, and only what was answered counts. */
async function change<T>(client: Client, method: string, path: string, body?: object): Promise<T | null> {
  try {
    return await request<T>(client, method, path, body, false);
  } catch (error) {
    if (error instanceof ApiError) return null;
    throw error;
  }
}

async function request<T>(
  client: Client,
  method: string,
  path: string,
  body: object | undefined,
  fresh: boolean,
): Promise<T> {
  const headers = new Headers({ Authorization: `Bearer ${await client.token(fresh)}` });
  const init: RequestInit = { method, headers, signal: AbortSignal.timeout(TIMEOUT_MS) };
  if (body) {
    headers.set("Content-Type", "application/json");
    init.body = JSON.stringify(body);
  }
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(`${client.base}${path}`, init);
    answer = await response.json();
  } catch {
    throw new ApiError(0);
  }
  if (response.status === 401 && !fresh) return request(client, method, path, body, true);
  if (!response.ok) throw errorOf(response, answer);
  return answer as T;
}

/** One of one's own messages gets another text. */
export async function editMessage(client: Client, random: Random, text: string): Promise<void> {
  const message = pickOwn(client, random);
  if (!message) return;
  const path = `/v1/conversations/${message.conversation_id}/messages/${message.id}`;
  const edited = await change<Message>(client, "PATCH", path, { text, version: message.version });
  if (!edited) return;
  client.history.write({ type: "changed", id: edited.id, what: "edit", version: edited.version, text });
  client.apply({ messages: [edited] }, "answer");
}

export async function deleteMessage(client: Client, random: Random): Promise<void> {
  const message = pickOwn(client, random);
  if (!message) return;
  const path = `/v1/conversations/${message.conversation_id}/messages/${message.id}`;
  const deleted = await change<Message>(client, "DELETE", path);
  if (!deleted) return;
  client.history.write({ type: "changed", id: deleted.id, what: "deletion", version: deleted.version, text: "" });
  client.apply({ messages: [deleted] }, "answer");
}

/** Over the socket where there is a client core, which tells it again until it is confirmed; else over REST. */
export async function markRead(client: Client, random: Random): Promise<void> {
  const conversation = random.pick(client.memory.conversations());
  const seq = conversation?.public_seq ?? 0;
  if (!conversation || seq === 0) return;
  const read = random.chance(0.5);
  if (client.core) {
    client.core.marks.reach(conversation.id, read ? "read" : "delivered", seq);
    return;
  }
  const body = { delivered_seq: seq, read_seq: read ? seq : 0 };
  const mark = await change<Mark>(client, "PUT", `/v1/conversations/${conversation.id}/marks`, body);
  if (!mark) return;
  const { conversation_id, delivered_seq: delivered, read_seq } = mark;
  client.history.write({ type: "marked", conversation: conversation_id, delivered, read: read_seq });
  client.apply({ marks: [mark] }, "answer");
}

export async function changeStatus(client: Client, random: Random): Promise<void> {
  const conversation = random.pick(client.memory.conversations());
  const status = random.pick(STATUSES);
  if (!conversation || !status) return;
  const body = { head_version: conversation.head_version, status };
  const changed = await change<Conversation>(client, "PATCH", `/v1/conversations/${conversation.id}`, body);
  if (changed) client.apply({ conversations: [changed] }, "answer");
}

export async function changeAvailability(client: Client, random: Random): Promise<void> {
  await change(client, "PUT", "/v1/me/availability", { availability: random.pick(AVAILABILITIES) });
}

function pickOwn(client: Client, random: Random): Message | undefined {
  const conversation = random.pick(client.memory.conversations());
  if (!conversation) return undefined;
  const own = client.memory
    .messages(conversation.id)
    .filter((row) => row.author_id === client.person.id && row.kind !== "event" && row.deleted_at === null);
  return random.pick(own.slice(-5));
}
