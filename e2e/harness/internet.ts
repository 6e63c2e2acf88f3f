import { createServer as createPlainServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { generate } from "selfsigned";

export interface Page {
  headers: Record<string, string>;
  body: string | Buffer;
}

/** A website: pages of its own, and a local port that has everything else. */
export interface Site {
  page?: (path: string) => Page | null;
  port?: number;
}

export interface Seen {
  host: string;
  method: string;
  path: string;
}

/** Sites with names and TLS on one port of this machine, and without TLS on another; the browser is told what is where. */
export class Internet {
  readonly seen: Seen[] = [];
  readonly #server: Server;
  readonly #plain = createPlainServer((incoming, answer) => this.#forward(incoming, answer));
  readonly #sites: Record<string, Site>;
  /** What was upgraded, with the name of the site that it leads to. */
  readonly #sockets = new Map<Duplex, string>();
  readonly #cut = new Set<string>();

  private constructor(server: Server, sites: Record<string, Site>) {
    this.#server = server;
    this.#sites = sites;
    server.on("request", (incoming, answer) => this.#forward(incoming, answer));
    server.on("upgrade", (incoming, socket, head) => this.#upgrade(incoming, socket, head));
  }

  static async open(sites: Record<string, Site>): Promise<Internet> {
    const names = Object.keys(sites).map((value) => ({ type: 2 as const, value }));
    const { private: key, cert } = await generate([{ name: "commonName", value: "Stonechat's tests" }], {
      keySize: 2048,
      extensions: [{ name: "subjectAltName", altNames: names }],
    });
    const server = createServer({ key, cert });
    const internet = new Internet(server, sites);
    for (const each of [server, internet.#plain])
      await new Promise<void>((resolve) => each.listen(0, "127.0.0.1", resolve));
    return internet;
  }

  get port(): number {
    return portOf(this.#server);
  }

  get plainPort(): number {
    return portOf(this.#plain);
  }

  /** Nothing gets through to a site or back any more, until it is mended. */
  cut(host: string): void {
    this.#cut.add(host);
    for (const [socket, name] of this.#sockets) if (name === host) socket.destroy();
  }

  mend(host: string): void {
    this.#cut.delete(host);
  }

  async close(): Promise<void> {
    for (const server of [this.#server, this.#plain]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  #name(incoming: IncomingMessage): string {
    return (incoming.headers.host ?? "").split(":")[0] ?? "";
  }

  #site(incoming: IncomingMessage): Site | undefined {
    return this.#sites[this.#name(incoming)];
  }

  #forward(incoming: IncomingMessage, answer: ServerResponse): void {
    this.seen.push({
      host: incoming.headers.host ?? "",
      method: incoming.method ?? "",
      path: incoming.url ?? "",
    });
    if (this.#cut.has(this.#name(incoming))) {
      incoming.destroy();
      return;
    }
    const site = this.#site(incoming);
    const page = site?.page?.(incoming.url ?? "/");
    if (page || !site?.port) {
      answer.writeHead(page ? 200 : 404, page?.headers ?? {});
      answer.end(page?.body);
      return;
    }
    const { method, url: path, headers } = incoming;
    const onward = request({ host: "127.0.0.1", port: site.port, method, path, headers }, (back) => {
      answer.writeHead(back.statusCode ?? 502, back.headers);
      back.pipe(answer);
    });
    // A killed process is a cut connection for the browser too.
    onward.on("error", () => answer.destroy());
    incoming.pipe(onward);
  }

  #upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    const port = this.#cut.has(this.#name(incoming)) ? undefined : this.#site(incoming)?.port;
    if (!port) {
      socket.destroy();
      return;
    }
    this.#sockets.set(socket, this.#name(incoming));
    const onward = connect(port, "127.0.0.1", () => {
      const lines = [`${incoming.method} ${incoming.url} HTTP/1.1`];
      for (let index = 0; index < incoming.rawHeaders.length; index += 2)
        lines.push(`${incoming.rawHeaders[index]}: ${incoming.rawHeaders[index + 1]}`);
      onward.write(`${lines.join("\r\n")}\r\n\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
    onward.on("close", () => socket.destroy());
    socket.on("close", () => {
      this.#sockets.delete(socket);
      onward.destroy();
    });
  }
}

function portOf(server: { address(): ReturnType<Server["address"]> }): number {
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("the server is closed");
  return address.port;
}
