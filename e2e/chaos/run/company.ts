import type { Client } from "../clients/client.ts";
import { until } from "../world/time.ts";

/** Longer than typing lasts at its receiver, and than a poll that nobody waits for any more keeps its lease. */
const HEALING_MS = 40_000;
const MOST_LOOKED_AT = 3;

interface Look {
  client: Client;
  conversation: string;
  what: string;
  wanted: boolean;
  shown(): boolean;
}

/**
 * What is not stored heals too: in the end everybody sees who is there and nobody types or looks. Then all agents
 * leave, and customers see that.
 */
export async function judgeCompany(clients: Client[]): Promise<void> {
  for (const { core } of clients) core?.presence.viewing(null);
  for (const client of clients) for (const id of shownBy(client)) client.core?.presence.open(id);
  await judge(() => clients.flatMap((client) => shownBy(client).flatMap((id) => looks(client, id, clients))));
  const [agents, customers] = [clients.filter(isAgent), clients.filter((client) => !isAgent(client))];
  await Promise.all(agents.map((client) => client.stop()));
  await judge(() => customers.flatMap((client) => shownBy(client).map((id) => teamLook(client, id, false))));
}

async function judge(look: () => Look[]): Promise<void> {
  await until(() => look().every(({ wanted, shown }) => wanted === shown()), HEALING_MS);
  for (const { client, conversation, what, wanted, shown } of look())
    client.history.write({ type: "company", conversation, what, wanted, shown: shown() });
}

/** Who polls is there for others, and is told nothing of them. */
function shownBy(client: Client): string[] {
  if (client.core?.transport !== "socket") return [];
  const ids = client.memory.conversations().map(({ id }) => id);
  return ids.slice(0, MOST_LOOKED_AT);
}

function looks(client: Client, conversation: string, clients: Client[]): Look[] {
  const company = () => client.core?.presence.in(conversation) ?? [];
  const look = (what: string, wanted: boolean, shown: () => boolean): Look => ({
    client,
    conversation,
    what,
    wanted,
    shown,
  });
  const isThere = clients.some((other) => isAgent(other) && other.isLive);
  const found = [
    teamLook(client, conversation, isThere),
    look("somebody types", false, () => company().some(({ event }) => event === "typing")),
    look("somebody looks", false, () => company().some(({ event }) => event === "viewing")),
  ];
  if (!isAgent(client)) return found;
  const customer = client.memory.conversation(conversation)?.customer_id;
  const customerIsThere = clients.some((other) => other.person.id === customer && other.isLive);
  const shown = () => company().some(({ event, author }) => event === "presence" && author === "customer");
  return [...found, look("the customer is there", customerIsThere, shown)];
}

function teamLook(client: Client, conversation: string, wanted: boolean): Look {
  const isTeam = (other: { event: string; author: string }) => other.event === "presence" && other.author === "agent";
  const shown = () => client.core?.presence.in(conversation).some(isTeam) ?? false;
  return { client, conversation, what: wanted ? "the team is there" : "the team has left", wanted, shown };
}

function isAgent(client: Client): boolean {
  return client.person.audience === "agent";
}
