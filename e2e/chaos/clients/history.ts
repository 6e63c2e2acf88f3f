import { createWriteStream, type WriteStream } from "node:fs";
import type { HistoryEvent } from "../checker/evidence.ts";

/** An event without its time, which the writer adds. */
export type Happening = HistoryEvent extends infer Event
  ? Event extends { at: number }
    ? Omit<Event, "at">
    : never
  : never;

/** What happened to one client, line by line. It is only ever written while the run lasts. */
export class HistoryWriter {
  readonly #stream: WriteStream;
  lastRowsAt = 0;
  #closed = false;

  constructor(file: string) {
    this.#stream = createWriteStream(file);
  }

  write(happening: Happening): void {
    // What still trickles in after the end is no part of the run.
    if (this.#closed) return;
    const at = Date.now();
    if (happening.type === "rows") this.lastRowsAt = at;
    this.#stream.write(`${JSON.stringify({ at, ...happening })}\n`);
  }

  close(): Promise<void> {
    this.#closed = true;
    return new Promise((resolve) => this.#stream.end(resolve));
  }
}
