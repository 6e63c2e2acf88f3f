import type { Memory } from "../checker/evidence.ts";
import { keepEvidence } from "../checker/load.ts";
import type { Client } from "../clients/client.ts";
import { actOnce } from "../clients/operations.ts";
import { populate } from "../clients/population.ts";
import { Random } from "../plan/random.ts";
import { type Fault, makeSchedule } from "../plan/schedule.ts";
import { boundsOf, type RunSettings } from "../plan/settings.ts";
import { pause, until } from "../world/time.ts";
import { World } from "../world/world.ts";
import { judgeCompany } from "./company.ts";
import { dumpDatabase, takeSnapshots } from "./snapshots.ts";
import { Strikes } from "./strikes.ts";
import { strike } from "./striking.ts";

const SAMPLE_MS = 2_000;
/** Nobody hears anything new for this long: it is calm. */
const CALM_MS = 3_000;

/** One run, from an empty database to the evidence of what happened. */
export class Run {
  readonly world: World;
  readonly schedule: Fault[];
  readonly done = new Map<string, number>();
  readonly #settings: RunSettings;
  readonly #strikes = new Strikes();
  readonly #memory: Memory[] = [];
  #clients: Client[] = [];
  #acting = true;
  #sampling = true;

  private constructor(world: World, settings: RunSettings) {
    this.world = world;
    this.#settings = settings;
    this.schedule = makeSchedule(new Random(settings.seed), settings.seconds, settings.leastStrikes);
  }

  static async begin(settings: RunSettings): Promise<Run> {
    const run = new Run(await World.open(settings), settings);
    run.#clients = await populate(run.world, settings, (client, fault) => run.#strikes.once(fault, client));
    return run;
  }

  /** Lets everybody act while faults strike, waits until all is well again, and leaves the evidence in the folder. */
  async live(say: (line: string) => void): Promise<void> {
    const sampling = this.#sample();
    const acting = this.#clients.map((client, index) => this.#act(client, index));
    await this.#spoil(say);
    this.#acting = false;
    await Promise.all(acting);
    say("The faults are over; waiting until everybody has everything.");
    await this.#settle(say);
    for (const client of this.#clients) client.finish();
    const database = await dumpDatabase(this.world);
    const snapshots = await takeSnapshots(this.world, this.#clients);
    // The control is about rows alone.
    if (!this.#settings.forgetsCursor) await judgeCompany(this.#clients);
    await this.#leave();
    this.#sampling = false;
    await sampling;
    keepEvidence(this.world.folder, {
      database,
      snapshots,
      strikes: this.#strikes.list,
      memory: this.#memory,
      accidents: this.world.accidents,
      bounds: boundsOf(this.#settings),
    });
  }

  async #spoil(say: (line: string) => void): Promise<void> {
    const begin = Date.now();
    const victims = { world: this.world, clients: this.#clients, strikes: this.#strikes };
    const struck: Promise<void>[] = [];
    for (const fault of this.schedule) {
      await pause(begin + fault.at * 1000 - Date.now());
      struck.push(
        strike(victims, fault).catch((error: unknown) => {
          const what = `"${fault.name}" at ${fault.at.toFixed(1)} s: ${String(error)}`;
          this.world.accidents.push({ at: Date.now(), kind: "no healing", what });
        }),
      );
    }
    await pause(begin + this.#settings.seconds * 1000 - Date.now());
    say(`${this.#strikes.list.length} strikes so far; the last faults are healing.`);
    await Promise.all(struck);
  }

  async #act(client: Client, index: number): Promise<void> {
    const random = new Random(this.#settings.seed).branch(1_000 + index);
    const { clients, pace, seconds } = this.#settings;
    const everyMs = (clients / pace) * 1000;
    // Nobody arrives at the same moment, and all within the first tenth.
    await pause(random.next() * seconds * 100);
    void client.start();
    while (this.#acting) {
      await pause(Math.min(2 * random.next() * everyMs, 20_000));
      if (!this.#acting) return;
      const name = await actOnce(client, random);
      if (name !== null) this.done.set(name, (this.done.get(name) ?? 0) + 1);
    }
  }

  async #settle(say: (line: string) => void): Promise<void> {
    for (const { line } of this.#clients) line.heal();
    await Promise.all(this.world.processes.map((process) => process.untilReady()));
    for (const client of this.#clients) client.wake();
    const isCalm = () =>
      this.#clients.every(({ isSettled, history }) => isSettled && Date.now() - history.lastRowsAt > CALM_MS);
    if (await until(isCalm, this.#settings.patience * 1000)) return;
    const late = this.#clients.filter(({ isSettled }) => !isSettled);
    say(
      `${late.length} clients are not settled: ${late
        .slice(0, 5)
        .map((client) => client.describe())
        .join(", ")}`,
    );
  }

  async #sample(): Promise<void> {
    while (this.#sampling) {
      for (const [index, process] of this.world.processes.entries())
        for (const megabytes of await process.memory())
          this.#memory.push({ at: Date.now(), process: `API process ${index}`, megabytes });
      await until(() => !this.#sampling, SAMPLE_MS);
    }
  }

  async #leave(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.stop()));
    for (const { line } of this.#clients) line.close();
  }
}
