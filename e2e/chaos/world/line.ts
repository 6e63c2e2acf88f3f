import { createServer, connect as dial, type Server, type Socket } from "node:net";
import { pause } from "./time.ts";

/** What a line does to the connections that are opened or carried while it lasts. */
export type LineMode = "pass" | "slow" | "refuse" | "no upgrade";

/** The faults of lines, as they are counted when they really met something. */
export type LineFault = "line cut" | "answer cut" | "half-open line" | "slow line" | "line refused" | "upgrade blocked";

const SLOW_BYTES = 256;
const SLOW_STEP_MS = 250;
const UPGRADE = /^GET \/v1\/socket/;
const SEND = /^POST \/v1\/conversations/;
const GOOD_ANSWER = /^HTTP\/1\.1 20[01]/;
const REFUSAL = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

interface Carried {
  client: Socket;
  server: Socket;
  /** Takes everything and passes nothing on; neither side learns of it. */
  swallows: boolean;
  /** A send was passed on, and its answer is awaited. */
  sending: boolean;
}

export interface LineOptions {
  /** The port of an API process for the next connection. */
  target: () => number;
  onStrike(fault: LineFault): void;
  /** How this network is when nothing strikes it. */
  calm: "pass" | "no upgrade";
}

/** The network between one client and the API: a listening port whose connections can be spoiled in every way. */
export class Line {
  readonly #options: LineOptions;
  readonly #server: Server;
  readonly #carried = new Set<Carried>();
  #mode: LineMode;
  #cutsNextAnswer = false;
  /** What was counted already since the line was given its mode: one strike each, however much it meets. */
  readonly #counted = new Set<LineFault>();
  port = 0;

  private constructor(options: LineOptions) {
    this.#options = options;
    this.#mode = options.calm;
    this.#server = createServer((client) => this.#accept(client));
  }

  static async open(options: LineOptions): Promise<Line> {
    const line = new Line(options);
    await new Promise<void>((resolve) => line.#server.listen(0, "127.0.0.1", resolve));
    const address = line.#server.address();
    line.port = typeof address === "object" && address ? address.port : 0;
    return line;
  }

  set mode(mode: LineMode) {
    this.#mode = mode;
    this.#counted.clear();
    // A network that lets no upgrade through also ends those that came through before.
    if (mode === "no upgrade") this.cut();
  }

  /** Ends every connection, without a word. */
  cut(): void {
    if (this.#carriesSomething()) this.#options.onStrike("line cut");
    for (const carried of [...this.#carried]) this.#end(carried);
  }

  /** The next send reaches the server, which commits and answers; the answer never arrives. */
  cutNextAnswer(): void {
    this.#cutsNextAnswer = true;
  }

  /** From now on the present connections carry nothing, and nobody tells. */
  goSilent(): void {
    if (this.#carriesSomething()) this.#options.onStrike("half-open line");
    for (const carried of this.#carried) carried.swallows = true;
  }

  /** As good as it was; connections that only seemed alive end. */
  heal(): void {
    this.#mode = this.#options.calm;
    this.#cutsNextAnswer = false;
    for (const carried of [...this.#carried]) if (carried.swallows) this.#end(carried);
  }

  close(): void {
    this.#server.close();
    for (const carried of [...this.#carried]) this.#end(carried);
  }

  #accept(client: Socket): void {
    client.on("error", () => undefined);
    if (this.#mode === "refuse") {
      this.#countOnce("line refused");
      client.destroy();
      return;
    }
    const server = dial(this.#options.target(), "127.0.0.1");
    const carried: Carried = { client, server, swallows: false, sending: false };
    this.#carried.add(carried);
    server.on("error", () => undefined);
    client.setNoDelay(true);
    server.setNoDelay(true);
    void this.#carry(carried, client, server, (chunk) => this.#mayAsk(carried, chunk));
    void this.#carry(carried, server, client, (chunk) => this.#mayAnswer(carried, chunk));
  }

  /** Carries one direction, as slowly as the receiver reads. Its end ends both, unless nobody shall know. */
  async #carry(carried: Carried, from: Socket, to: Socket, may: (chunk: Buffer) => boolean): Promise<void> {
    try {
      // A connection that is refused must not be destroyed by the end of this loop before the refusal has left.
      for await (const chunk of from.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        if (carried.swallows) continue;
        if (!may(chunk)) return;
        if (this.#mode === "slow") await this.#trickle(to, chunk);
        else await write(to, chunk);
      }
    } catch {
      // Reset by either side, which is an end like any other.
    }
    // A refusal is still on its way to a client whose connection is no longer carried.
    if (!carried.swallows && this.#carried.has(carried)) this.#end(carried);
  }

  #mayAsk(carried: Carried, chunk: Buffer): boolean {
    const begin = chunk.subarray(0, 40).toString("latin1");
    if (this.#mode === "no upgrade" && UPGRADE.test(begin)) {
      this.#countOnce("upgrade blocked");
      carried.client.end(REFUSAL);
      carried.server.destroy();
      this.#carried.delete(carried);
      return false;
    }
    if (SEND.test(begin)) carried.sending = true;
    return true;
  }

  #mayAnswer(carried: Carried, chunk: Buffer): boolean {
    if (!carried.sending) return true;
    carried.sending = false;
    if (!this.#cutsNextAnswer || !GOOD_ANSWER.test(chunk.subarray(0, 20).toString("latin1"))) return true;
    this.#cutsNextAnswer = false;
    this.#options.onStrike("answer cut");
    this.#end(carried);
    return false;
  }

  /** 1 KB a second. */
  async #trickle(to: Socket, chunk: Buffer): Promise<void> {
    this.#countOnce("slow line");
    for (let at = 0; at < chunk.length; at += SLOW_BYTES) {
      await write(to, chunk.subarray(at, at + SLOW_BYTES));
      if (this.#mode === "slow") await pause(SLOW_STEP_MS);
    }
  }

  #countOnce(fault: LineFault): void {
    if (this.#counted.has(fault)) return;
    this.#counted.add(fault);
    this.#options.onStrike(fault);
  }

  #carriesSomething(): boolean {
    return [...this.#carried].some(({ client, swallows }) => !client.destroyed && !swallows);
  }

  #end(carried: Carried): void {
    carried.client.destroy();
    carried.server.destroy();
    this.#carried.delete(carried);
  }
}

function write(to: Socket, chunk: Buffer): Promise<void> | void {
  if (to.destroyed) throw new Error("the other side has gone");
  if (to.write(chunk)) return;
  return new Promise((resolve) => {
    const done = () => {
      to.off("drain", done);
      to.off("close", done);
      resolve();
    };
    to.on("drain", done);
    to.on("close", done);
  });
}
