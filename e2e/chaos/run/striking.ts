import type { Client } from "../clients/client.ts";
import { AgentPerson } from "../clients/person.ts";
import type { FaultName } from "../plan/faults.ts";
import type { Fault } from "../plan/schedule.ts";
import type { ApiProcess } from "../world/api-process.ts";
import { pause, until } from "../world/time.ts";
import type { World } from "../world/world.ts";
import type { Strikes } from "./strikes.ts";

/** How long to look for lines that could be cut. */
const TERMINATION_MS = 10_000;

/** What a fault may lay hands on. */
export interface Victims {
  world: World;
  clients: Client[];
  strikes: Strikes;
}

/** How each kind strikes. It resolves when the fault is over. Lines count their own strikes, when they meet something. */
const STRIKE: Record<FaultName, (victims: Victims, fault: Fault) => Promise<void>> = {
  "process killed": restarted,
  "bus off": withoutBus,
  "process frozen": ({ world, strikes }, fault) => {
    const [index, process] = chosen(world.processes, fault);
    return process.alone(async () => {
      const over = strikes.begin(fault.name, `process ${index}`);
      process.freeze();
      await lasting(fault);
      process.thaw();
      over();
    });
  },
  "bus lines cut": (victims, fault) => terminated(victims, fault, "stonechat bus"),
  "send lines cut": (victims, fault) => terminated(victims, fault, "stonechat sends"),
  "pool lines cut": (victims, fault) => terminated(victims, fault, "stonechat"),
  "database crashed": ({ world, strikes }, fault) =>
    world.database.alone(async () => {
      const over = strikes.begin(fault.name, "database");
      await world.database.crash();
      await lasting(fault);
      await world.database.recover();
      over();
    }),
  "line cut": async ({ clients }, fault) => chosen(clients, fault)[1].line.cut(),
  "answer cut": async ({ clients }, fault) => chosen(clients, fault)[1].line.cutNextAnswer(),
  "half-open line": async ({ clients }, fault) => {
    const [, { line }] = chosen(clients, fault);
    line.goSilent();
    await lasting(fault);
    line.heal();
  },
  "slow line": (victims, fault) => lineIs(victims, fault, "slow"),
  "line refused": (victims, fault) => {
    chosen(victims.clients, fault)[1].line.cut();
    return lineIs(victims, fault, "refuse");
  },
  "upgrade blocked": (victims, fault) => lineIs(victims, fault, "no upgrade"),
  "reader asleep": async ({ clients, strikes }, fault) => {
    const awake = clients.filter((client) => client.hasSocket);
    if (!awake.length) return;
    const [, client] = chosen(awake, fault);
    const over = strikes.begin(fault.name, client.name);
    await client.sleep(fault.lasts * 1000);
    over();
  },
  "page reloaded": async ({ clients, strikes }, fault) => {
    const [, client] = chosen(clients, fault);
    client.reload();
    strikes.once(fault.name, client.name);
  },
  // How often it really expired while somebody used it is read from the histories.
  "token expired": async ({ world, clients }, fault) => {
    const [, client] = chosen(clients, fault);
    if (client.person.shorten(world.secret, fault.lasts)) client.drop();
  },
  "session revoked": signedOut,
};

export function strike(victims: Victims, fault: Fault): Promise<void> {
  return STRIKE[fault.name](victims, fault);
}

function chosen<T extends object>(list: readonly T[], fault: Fault): [number, T] {
  const index = fault.target % list.length;
  const item = list[index];
  if (!item) throw new Error(`nothing that "${fault.name}" could hit`);
  return [index, item];
}

function lasting(fault: Fault): Promise<void> {
  return pause(fault.lasts * 1000);
}

function restarted({ world, strikes }: Victims, fault: Fault): Promise<void> {
  const [index, process] = chosen<ApiProcess>(world.processes, fault);
  return process.alone(async () => {
    const over = strikes.begin(fault.name, `process ${index}`);
    await process.kill();
    await lasting(fault);
    await process.start();
    await process.untilReady();
    over();
  });
}

/** One server that neither rings nor hears the others, for a while. */
function withoutBus({ world, strikes }: Victims, fault: Fault): Promise<void> {
  const [index, process] = chosen<ApiProcess>(world.processes, fault);
  return process.alone(async () => {
    const over = strikes.begin(fault.name, `process ${index}`);
    await process.kill();
    await process.start({ STONECHAT_BUS: "off" });
    await process.untilReady();
    await lasting(fault);
    await process.kill();
    await process.start();
    await process.untilReady();
    over();
  });
}

/** While the database is down there is nothing to end; then a little later. */
async function terminated({ world, strikes }: Victims, fault: Fault, name: string): Promise<void> {
  const sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1";
  await until(async () => {
    const ended = await world.database.query<boolean>(sql, name).catch(() => []);
    if (ended.length) strikes.once(fault.name, `${ended.length} lines`);
    return ended.length > 0;
  }, TERMINATION_MS);
}

async function lineIs({ clients }: Victims, fault: Fault, mode: "slow" | "refuse" | "no upgrade"): Promise<void> {
  const [, { line }] = chosen(clients, fault);
  line.mode = mode;
  await lasting(fault);
  line.heal();
}

/** An agent signs out elsewhere, over a road without faults: their socket has to go. */
async function signedOut({ world, clients, strikes }: Victims, fault: Fault): Promise<void> {
  const signedIn = clients.filter(
    ({ person, hasSocket }) => person instanceof AgentPerson && person.isSignedIn && hasSocket,
  );
  if (!signedIn.length) return;
  const [, client] = chosen(signedIn, fault);
  const base = await world.wellBase();
  if (base === null || !(client.person instanceof AgentPerson)) return;
  try {
    await client.person.signOut(base);
    client.history.write({ type: "revoked" });
    strikes.once(fault.name, client.name);
  } catch {
    // The server that was well a moment ago is not any more.
  }
}
