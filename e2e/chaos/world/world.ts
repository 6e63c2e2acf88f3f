import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Accident } from "../checker/evidence.ts";
import type { RunSettings } from "../plan/settings.ts";
import { ApiProcess } from "./api-process.ts";
import { runPython } from "./children.ts";
import { Database } from "./database.ts";
import { pause } from "./time.ts";

/** Worker processes behind each port: one of the servers runs several, as an installation may. */
const WORKERS = [1, 1, 2];
const AGENT_ACCOUNTS = 8;
const SUPERVISOR_PAUSE_MS = 500;

export const PASSWORD = "a password of the chaos run";

/** The product, as it runs in production on three machines, and a database of its own. */
export class World {
  readonly folder: string;
  readonly database: Database;
  readonly processes: ApiProcess[] = [];
  readonly accidents: Accident[] = [];
  /** What tokens are signed with. */
  readonly secret = randomBytes(32).toString("hex");
  siteId = "";
  emails: string[] = [];
  #turn = 0;
  #closing = false;

  private constructor(folder: string, database: Database) {
    this.folder = folder;
    this.database = database;
  }

  static async open(settings: RunSettings): Promise<World> {
    const folder = settings.folder ?? (await mkdtemp(join(tmpdir(), "stonechat-chaos-")));
    await mkdir(join(folder, "histories"), { recursive: true });
    const world = new World(folder, await Database.start(folder));
    await world.#furnish(settings);
    return world;
  }

  /** The port of a server for the next connection. Like a plain balancer, it does not know which of them are well. */
  nextPort(): number {
    this.#turn += 1;
    return this.processes[this.#turn % this.processes.length]?.port ?? 0;
  }

  /** A road of our own to a server that is well, past all lines. */
  async wellBase(): Promise<string | null> {
    for (const process of this.processes) if (await process.isReady()) return `http://127.0.0.1:${process.port}`;
    return null;
  }

  async close(keepsFolder: boolean): Promise<void> {
    this.#closing = true;
    await Promise.all(this.processes.map((process) => process.stop()));
    await this.database.stop();
    if (!keepsFolder) await rm(this.folder, { recursive: true, force: true });
  }

  async #furnish(settings: RunSettings): Promise<void> {
    const log = join(this.folder, "commands.log");
    const environment = {
      DATABASE_URL: this.database.url,
      JWT_SECRET: this.secret,
      STONECHAT_TIME_SCALE: String(settings.timeScale),
      // All clients come from one address.
      STONECHAT_THROTTLES: "off",
    };
    await runPython(["-m", "stonechat", "migrate"], { environment, log });
    const made = await runPython(["-m", "stonechat", "init"], { environment, log });
    this.siteId = (JSON.parse(made) as { site_id: string }).site_id;
    this.emails = Array.from({ length: AGENT_ACCOUNTS }, (_, index) => `agent${index + 1}@example.com`);
    await this.database.addAgents(this.emails, PASSWORD);
    for (const [index, workers] of WORKERS.entries()) {
      const options = { index, workers, environment, log: join(this.folder, `api-${index}.log`) };
      this.processes.push(
        await ApiProcess.create({ ...options, onCrash: (which, since) => void this.#crashed(which, since) }),
      );
    }
    await Promise.all(this.processes.map((process) => process.start()));
    await Promise.all(this.processes.map((process) => process.untilReady()));
  }

  /** A server that ends by itself is a fault of the product; like a supervisor, we start it again. */
  async #crashed(index: number, since: number): Promise<void> {
    this.accidents.push({ at: Date.now(), since, kind: "exit", what: `API process ${index} ended by itself` });
    await pause(SUPERVISOR_PAUSE_MS);
    if (this.#closing) return;
    await this.processes[index]?.start();
  }
}
