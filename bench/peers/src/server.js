// Express for the sends, Socket.IO for who listens: one process of the peer.

import { createServer } from "node:http";
import { createAdapter } from "@socket.io/cluster-adapter";
import express from "express";
import { Server } from "socket.io";
import { isUuid, readRequest } from "./wire.js";

const AGENTS = "agents";

/**
 * @param {import("./wire.js").Send} send
 * @param {(token: string) => import("./wire.js").Actor | null} verify
 * @param {boolean} clustered whether other processes have sockets too
 */
export function makeServer(send, verify, clustered) {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", false);

  const server = createServer({ keepAliveTimeout: 75_000, noDelay: true }, app);
  const io = new Server(server, {
    transports: ["websocket"],
    perMessageDeflate: false,
    httpCompression: false,
    serveClient: false,
    ...(clustered ? { adapter: createAdapter() } : {}),
  });
  io.use((socket, next) => {
    const { token } = socket.handshake.auth;
    const actor = typeof token === "string" ? verify(token) : null;
    if (actor) socket.join(actor.kind === "agent" ? AGENTS : actor.id);
    next(actor ? undefined : new Error("unauthenticated"));
  });

  app.get("/health/ready", (_request, response) => {
    response.end("{}");
  });

  app.post("/v1/conversations/:id/messages", express.json({ limit: "256kb" }), async (request, response) => {
    const authorization = request.headers.authorization ?? "";
    const actor = authorization.startsWith("Bearer ") ? verify(authorization.slice(7)) : null;
    if (!actor) return answer(response, 401, problem("unauthenticated"));
    const wanted = readRequest(request.body);
    const { id } = request.params;
    if (!wanted || !isUuid(id)) return answer(response, 422, problem("invalid_input"));
    if (wanted.kind === "note" && actor.kind === "customer") return answer(response, 403, problem("agents_only"));
    const sent = await send(actor, id, wanted);
    if (sent.outcome === "not_found") return answer(response, 404, problem("not_found"));
    if (sent.outcome === "conflict") return answer(response, 409, problem("id_conflict"));
    answer(response, sent.outcome === "stored" ? 201 : 200, sent.message);
    if (sent.outcome === "stored") {
      const rooms = wanted.kind === "note" ? [AGENTS] : [AGENTS, sent.head.customer_id];
      io.to(rooms).emit("rows", { conversations: [sent.head], messages: [sent.message] });
    }
  });

  app.use(onError);
  return server;
}

/**
 * Express knows an error handler by its four parameters.
 * @param {Error & { status?: number }} error @param {import("express").Request} _request
 * @param {import("express").Response} response @param {import("express").NextFunction} _next
 */
function onError(error, _request, response, _next) {
  if (!error.status) console.error(error);
  answer(response, error.status ?? 500, problem("failed"));
}

/** @param {import("express").Response} response @param {number} status @param {object} body */
function answer(response, status, body) {
  const text = JSON.stringify(body);
  response.writeHead(status, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text) });
  response.end(text);
}

/** @param {string} code */
function problem(code) {
  return { type: "about:blank", code };
}
