import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ended, startPython } from "./children.ts";

interface Answer {
  id: number;
  result?: unknown;
  error?: string;
}

const PATIENCE_MS = 120_000;

/** The run's own PostgreSQL, with real durability, which can be crashed and brought back. */
export class Database {
  readonly #desk: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #asked = 0;
  #turn: Promise<unknown> = Promise.resolve();
  url = "";

  private constructor(desk: ChildProcess) {
    this.#desk = desk;
    if (desk.stdout)
      createInterface(desk.stdout).on("line", (line) => {
        const answer = JSON.parse(line) as Answer;
        this.#waiting.get(answer.id)?.(answer);
      });
    void ended(desk).then(() => {
      for (const settle of this.#waiting.values()) settle({ id: 0, error: "the database's helper has ended" });
    });
  }

  static async start(folder: string): Promise<Database> {
    const script = join(import.meta.dirname, "database.py");
    const log = join(folder, "database.log");
    const database = new Database(await startPython([script, join(folder, "data")], { log, talks: true }));
    database.url = await database.#ask<string>("start");
    return database;
  }

  /** Runs the task when no other one is at work on the server, so that nobody crashes what is just coming back. */
  alone<T>(task: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(task);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  crash(): Promise<void> {
    return this.#ask("crash");
  }

  recover(): Promise<void> {
    return this.#ask("recover");
  }

  /** The first column of each row. */
  query<T>(sql: string, ...args: unknown[]): Promise<T[]> {
    return this.#ask("query", sql, ...args);
  }

  addAgents(emails: string[], password: string): Promise<void> {
    return this.#ask("agents", emails, password);
  }

  async stop(): Promise<void> {
    this.#desk.stdin?.end();
    await ended(this.#desk);
  }

  async #ask<T>(act: string, ...args: unknown[]): Promise<T> {
    this.#asked += 1;
    const id = this.#asked;
    const answer = await new Promise<Answer>((resolve) => {
      const late = setTimeout(() => resolve({ id, error: "no answer" }), PATIENCE_MS);
      this.#waiting.set(id, (given) => {
        clearTimeout(late);
        resolve(given);
      });
      this.#desk.stdin?.write(`${JSON.stringify({ id, act, arguments: args })}\n`);
    });
    this.#waiting.delete(id);
    if (answer.error !== undefined) throw new Error(`the database could not ${act}: ${answer.error}`);
    return answer.result as T;
  }
}
