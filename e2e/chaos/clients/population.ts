import { join } from "node:path";
import type { Audience, Transport } from "../checker/evidence.ts";
import type { RunSettings } from "../plan/settings.ts";
import { Line, type LineFault } from "../world/line.ts";
import { PASSWORD, type World } from "../world/world.ts";
import { Client } from "./client.ts";
import { AgentPerson, CustomerPerson, type Person } from "./person.ts";

/** How a row of ten clients hears of changes. */
const TRANSPORTS: Record<Audience, readonly Transport[]> = {
  customer: [
    "core",
    "core without sockets",
    "core",
    "raw socket",
    "core",
    "raw long-poll",
    "core",
    "core",
    "core",
    "core",
  ],
  agent: [
    "core",
    "raw socket",
    "core",
    "raw long-poll",
    "core",
    "core",
    "core",
    "core without sockets",
    "core",
    "core",
  ],
};
/** One in this many is the second tab of the one before. */
const DOUBLED_EVERY = 8;
const AGENTS_EVERY = 4;

/** Everybody who takes part, each behind a line of their own. */
export async function populate(
  world: World,
  settings: RunSettings,
  onStrike: (client: string, fault: LineFault) => void,
): Promise<Client[]> {
  const clients: Client[] = [];
  const newest = new Map<Audience, Person>();
  for (let number = 0; number < settings.clients; number += 1) {
    const audience = number % AGENTS_EVERY === AGENTS_EVERY - 1 ? "agent" : "customer";
    const name = `${audience}-${number}`;
    const doubled = number % DOUBLED_EVERY >= DOUBLED_EVERY - 2 ? newest.get(audience) : undefined;
    const person = doubled ?? newPerson(world, audience, name, number);
    newest.set(audience, person);
    const transports = TRANSPORTS[audience];
    const transport = transports[Math.floor(number / AGENTS_EVERY) % transports.length] ?? "core";
    const line = await Line.open({
      target: () => world.nextPort(),
      onStrike: (fault) => onStrike(name, fault),
      calm: transport === "core without sockets" ? "no upgrade" : "pass",
    });
    const historyFile = join(world.folder, "histories", `${name}.jsonl`);
    const { forgetsCursor } = settings;
    const client = new Client({ name, person, transport, line, historyFile, forgetsCursor });
    if (person instanceof CustomerPerson) person.onForgotten = () => client.history.write({ type: "forgotten" });
    clients.push(client);
  }
  return clients;
}

function newPerson(world: World, audience: Audience, name: string, number: number): Person {
  const renewsAhead = Math.floor(number / AGENTS_EVERY) % 2 === 0;
  if (audience === "customer") return new CustomerPerson(name, renewsAhead, world.siteId);
  const email = world.emails[Math.floor(number / AGENTS_EVERY) % world.emails.length] ?? "";
  return new AgentPerson(name, renewsAhead, { email, password: PASSWORD });
}
