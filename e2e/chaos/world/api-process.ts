import { type ChildProcess, execFile } from "node:child_process";
import { createServer } from "node:net";
import { promisify } from "node:util";
import { ended, signalGroup, startPython } from "./children.ts";
import { until } from "./time.ts";

const START_MS = 60_000;
const STOP_MS = 15_000;
const PROBE_MS = 1_000;

const run = promisify(execFile);

export interface ApiOptions {
  index: number;
  /** Number of worker processes behind the one port. */
  workers: number;
  environment: Record<string, string>;
  log: string;
  /** It ended, and nobody of us ended it. */
  onCrash(index: number, startedAt: number): void;
}

/** One API server of the product on a port of its own, which can be killed, frozen and started again. */
export class ApiProcess {
  readonly port: number;
  readonly #options: ApiOptions;
  #child: ChildProcess | null = null;
  #meantToEnd = false;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(options: ApiOptions, port: number) {
    this.#options = options;
    this.port = port;
  }

  static async create(options: ApiOptions): Promise<ApiProcess> {
    return new ApiProcess(options, await freePort());
  }

  /** Starts it; does not wait until it answers. */
  async start(more: Record<string, string> = {}): Promise<void> {
    const { environment, index, workers, log, onCrash } = this.#options;
    this.#meantToEnd = false;
    const child = await startPython(["-m", "stonechat", "serve"], {
      environment: { ...environment, API_PORT: String(this.port), WEB_CONCURRENCY: String(workers), ...more },
      log,
    });
    this.#child = child;
    const startedAt = Date.now();
    void ended(child).then(() => {
      if (this.#child === child && !this.#meantToEnd) onCrash(index, startedAt);
    });
  }

  /** Runs the task when no other one is at work on this process, so that no two of them start it. */
  alone<T>(task: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(task);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** Whether it can take clients; a server that does not answer at once cannot. */
  async isReady(): Promise<boolean> {
    try {
      const signal = AbortSignal.timeout(PROBE_MS);
      return (await fetch(`http://127.0.0.1:${this.port}/health/ready`, { signal })).ok;
    } catch {
      return false;
    }
  }

  async untilReady(): Promise<void> {
    if (!(await until(() => this.isReady(), START_MS)))
      throw new Error(`the API at ${this.port} does not become ready`);
  }

  /** As a crash of the machine does: all its processes at once. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#meantToEnd = true;
    signalGroup(child, "SIGKILL");
    await ended(child);
  }

  freeze(): void {
    if (this.#child) signalGroup(this.#child, "SIGSTOP");
  }

  thaw(): void {
    if (this.#child) signalGroup(this.#child, "SIGCONT");
  }

  /** In order, as a deployment does. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#meantToEnd = true;
    this.thaw();
    signalGroup(child, "SIGTERM");
    const late = setTimeout(() => signalGroup(child, "SIGKILL"), STOP_MS);
    await ended(child);
    clearTimeout(late);
  }

  /** Memory of each of its processes, in megabytes. */
  async memory(): Promise<number[]> {
    const group = this.#child?.pid;
    const { stdout } = await run("ps", ["-A", "-o", "pgid=,rss="]);
    const rows = stdout.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
    return rows.filter(([pgid]) => pgid === group).map(([, kilobytes]) => Math.round((kilobytes ?? 0) / 1024));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (typeof address === "object" && address ? resolve(address.port) : reject(address)));
    });
  });
}
