import { uuidv7 } from "@stonechat/openapi/client";
import type { Message } from "@stonechat/openapi/types";
import type { Audience } from "../checker/evidence.ts";
import type { Random } from "../plan/random.ts";
import { changeAvailability, changeStatus, deleteMessage, editMessage, markRead } from "./changing.ts";
import type { Client } from "./client.ts";

/** Something that a person does now and then. */
export interface Operation {
  name: string;
  audience: Audience | "anybody";
  /** How often, compared with the others. */
  weight: number;
  act(client: Client, random: Random): Promise<void>;
}

const MOST_CONVERSATIONS = 3;

export const OPERATIONS: readonly Operation[] = [
  { name: "send", audience: "customer", weight: 60, act: (client, random) => sendSome(client, random, 1) },
  { name: "burst", audience: "customer", weight: 10, act: (client, random) => sendSome(client, random, 4) },
  { name: "start", audience: "customer", weight: 4, act: startAnother },
  { name: "answer", audience: "agent", weight: 60, act: (client, random) => sendSome(client, random, 1) },
  { name: "note", audience: "agent", weight: 15, act: writeNote },
  { name: "repeat", audience: "anybody", weight: 6, act: sendTwice },
  { name: "edit", audience: "anybody", weight: 6, act: (client, random) => editMessage(client, random, words(random)) },
  { name: "delete", audience: "anybody", weight: 3, act: deleteMessage },
  { name: "mark", audience: "anybody", weight: 20, act: markRead },
  { name: "change status", audience: "agent", weight: 6, act: changeStatus },
  { name: "change availability", audience: "agent", weight: 2, act: changeAvailability },
  { name: "open and type", audience: "anybody", weight: 15, act: openAndType },
  { name: "look elsewhere", audience: "agent", weight: 6, act: lookElsewhere },
  { name: "wake", audience: "anybody", weight: 4, act: async (client) => client.wake() },
];

/** One thing that this client does next. Whoever has no conversation yet begins with one. */
export async function actOnce(client: Client, random: Random): Promise<string | null> {
  const { audience } = client.person;
  if (client.memory.conversations().length === 0) {
    if (audience === "agent" || client.unsent > 0) return null;
    await client.sender.start(words(random));
    return "start";
  }
  const fitting = OPERATIONS.filter((operation) => operation.audience === audience || operation.audience === "anybody");
  const operation = random.weighted(fitting);
  await operation?.act(client, random);
  return operation?.name ?? null;
}

async function sendSome(client: Client, random: Random, most: number): Promise<void> {
  const conversation = pickConversation(client, random);
  const count = 1 + random.below(most);
  for (let sent = 0; conversation && sent < count; sent += 1) await client.sender.send(conversation, words(random));
}

async function startAnother(client: Client, random: Random): Promise<void> {
  if (client.memory.conversations().length < MOST_CONVERSATIONS) await client.sender.start(words(random));
}

async function writeNote(client: Client, random: Random): Promise<void> {
  const conversation = pickConversation(client, random);
  if (conversation) await client.sender.send(conversation, words(random), "note");
}

/** Past the outbox: the same id twice at the same moment, over two connections. */
async function sendTwice(client: Client, random: Random): Promise<void> {
  const conversation = pickConversation(client, random);
  if (!conversation) return;
  const body = { id: uuidv7(), text: words(random), kind: "message" };
  client.history.write({ type: "send", id: body.id, conversation, text: body.text, kind: "message", kept: false });
  const path = `/v1/conversations/${conversation}/messages`;
  const once = async () => {
    const message = await client.api.post<Message>(path, body);
    const { id, seq, public_seq } = message;
    client.history.write({ type: "acknowledged", id, conversation, seq, public_seq });
    client.apply({ messages: [message] }, "answer");
  };
  await Promise.allSettled([once(), once()]);
}

/** At most as many open timelines as the server allows, with room to spare. */
const MOST_OPEN = 10;

/** Shows a conversation and types in it. What an agent opened first is closed when there are too many. */
async function openAndType(client: Client, random: Random): Promise<void> {
  const conversation = pickConversation(client, random);
  if (!client.core || !conversation) return;
  client.opened.delete(conversation);
  client.opened.add(conversation);
  const [oldest] = client.opened;
  if (client.opened.size > MOST_OPEN && oldest) {
    client.opened.delete(oldest);
    client.core.presence.close(oldest);
  }
  client.core.presence.open(conversation);
  client.core.presence.typing(
    conversation,
    client.person.audience === "agent" && random.chance(0.3) ? "note" : "message",
  );
}

async function lookElsewhere(client: Client, random: Random): Promise<void> {
  client.core?.presence.viewing(random.chance(0.3) ? null : (pickConversation(client, random) ?? null));
}

/** Customers go on where they were last; agents turn to anybody. */
function pickConversation(client: Client, random: Random): string | undefined {
  return random.pick(client.memory.conversations())?.id;
}

const WORDS = ["order", "parcel", "kettle", "refund", "thanks", "when", "blue", "size", "żółw", "茶", "👍", "door"];

/** A few words, and now and then many. */
export function words(random: Random): string {
  const count = random.chance(0.02) ? 400 : 1 + random.below(12);
  return Array.from({ length: count }, () => random.pick(WORDS)).join(" ");
}
