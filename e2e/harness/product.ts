import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");
const START_MS = 90_000;
const STOP_MS = 20_000;

export const ADMIN = { email: "ada@example.com", password: "a password of the tests" };

type Part = "api" | "widget" | "dashboard";

interface RunFile {
  pids: Record<Part | "supervisor" | "postgres", number>;
  ports: Record<Part, number>;
  site_id: string;
}

/** Stonechat as `make run` starts it, with data and ports of its own. */
export class Product {
  readonly #process: ChildProcess;
  /** The folder that holds all that it keeps. */
  readonly data: string;
  readonly #output: string[] = [];

  private constructor(process: ChildProcess, data: string) {
    this.#process = process;
    this.data = data;
    for (const stream of [process.stdout, process.stderr])
      stream?.on("data", (text: Buffer) => this.#output.push(text.toString()));
  }

  /** Starts everything; resolves when all three addresses answer. */
  static async start(): Promise<Product> {
    const data = await mkdtemp(join(tmpdir(), "stonechat-e2e-"));
    const [api, widget, dashboard] = await Promise.all([freePort(), freePort(), freePort()]);
    const { DATABASE_URL: _, ...environment } = process.env;
    const child = spawn(join(ROOT, "backend/.venv/bin/python"), ["-m", "stonechat", "run"], {
      cwd: ROOT,
      env: {
        ...environment,
        STONECHAT_DATA: data,
        API_PORT: String(api),
        WIDGET_PORT: String(widget),
        DASHBOARD_PORT: String(dashboard),
        ADMIN_EMAIL: ADMIN.email,
        ADMIN_PASSWORD: ADMIN.password,
        // All customers of the tests have one address, and their minutes are seconds.
        STONECHAT_THROTTLES: "no",
      },
    });
    const product = new Product(child, data);
    try {
      await product.#until("Stonechat is ready");
    } catch (error) {
      await product.stop();
      throw error;
    }
    return product;
  }

  /** What the supervisor says of its children right now. */
  async state(): Promise<RunFile> {
    return JSON.parse(await readFile(join(this.data, "run.json"), "utf8")) as RunFile;
  }

  /** Ends the API at once, as a crash does. The supervisor starts it again; resolves when it answers again. */
  async crashApi(): Promise<void> {
    const { pids, ports } = await this.state();
    process.kill(pids.api, "SIGKILL");
    const deadline = Date.now() + START_MS;
    const isBack = async (): Promise<boolean> => {
      if ((await this.state()).pids.api === pids.api) return false;
      return (await fetch(`http://127.0.0.1:${ports.api}/health/ready`).catch(() => null))?.ok ?? false;
    };
    while (!(await isBack())) {
      if (Date.now() > deadline) throw new Error(`the API was not started again\n${this.#output.join("")}`);
      await pause(50);
    }
  }

  async stop(): Promise<void> {
    await end(this.#process);
    await rm(this.data, { recursive: true, force: true });
  }

  async #until(words: string): Promise<void> {
    const deadline = Date.now() + START_MS;
    while (!this.#output.join("").includes(words)) {
      if (this.#process.exitCode !== null || Date.now() > deadline)
        throw new Error(`Stonechat did not start\n${this.#output.join("")}`);
      await pause(50);
    }
  }
}

/** Asks it to end, and ends it when it does not. Resolves when it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  await gone;
  clearTimeout(late);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Not one that the system gives to whoever asks for any: it would give it away again before it is listened on. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
