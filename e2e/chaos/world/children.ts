import { type ChildProcess, spawn } from "node:child_process";
import { open } from "node:fs/promises";
import { resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../../..");
export const PYTHON = resolve(ROOT, "backend/.venv/bin/python");

/** Every process that this run started and that has not ended yet. Each leads a group of its own. */
const alive = new Set<ChildProcess>();

export interface ChildOptions {
  environment?: Record<string, string>;
  /** Where standard output and error are appended. */
  log: string;
  /** Whether we talk with it over its standard input and output. */
  talks?: boolean;
}

/** Starts one of our Python programs as the leader of a process group, so that its own children end with it. */
export async function startPython(args: string[], { environment = {}, log, talks = false }: ChildOptions) {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const file = await open(log, "a");
  try {
    const child = spawn(PYTHON, args, {
      cwd: ROOT,
      env: { ...inherited, ...environment },
      stdio: [talks ? "pipe" : "ignore", talks ? "pipe" : file.fd, file.fd],
      detached: true,
    });
    alive.add(child);
    child.once("exit", () => alive.delete(child));
    child.once("error", () => alive.delete(child));
    return child;
  } finally {
    await file.close();
  }
}

/** Runs a command to its end and returns what it printed. */
export async function runPython(args: string[], options: ChildOptions): Promise<string> {
  const child = await startPython(args, { ...options, talks: true });
  child.stdin?.end();
  let said = "";
  child.stdout?.on("data", (text: Buffer) => {
    said += text.toString();
  });
  const code = await ended(child);
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}; see ${options.log}`);
  return said;
}

/** Resolves with the exit code; null when a signal ended it. */
export function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once("exit", (code) => resolve(code));
    child.once("error", () => resolve(null));
  });
}

/** Signals a child and everything that it started. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group has ended already.
  }
}

/** Ends all that is left, whatever state it is in. For a way out that cannot wait. */
export function killAll(): void {
  for (const child of alive) signalGroup(child, "SIGKILL");
}
