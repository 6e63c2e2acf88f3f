// One peer: `VARIANT` is drizzle or prepared. Settings come from the environment, as the product's do.

import cluster from "node:cluster";
import process from "node:process";
import { setupPrimary } from "@socket.io/cluster-adapter";
import pg from "pg";
import { makeDrizzleSend } from "./send-drizzle.js";
import { makePreparedSend } from "./send-prepared.js";
import { makeServer } from "./server.js";
import { makeVerifier } from "./tokens.js";

const INT8 = 20;

/** @param {string} name */
function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing`);
  return value;
}

const workers = Number(setting("WEB_CONCURRENCY"));

if (cluster.isPrimary && workers > 1) {
  setupPrimary();
  for (let count = 0; count < workers; count += 1) cluster.fork();
  cluster.on("exit", () => process.exit(1));
  process.on("SIGTERM", () => process.exit(0));
} else {
  serve();
}

function serve() {
  // The numbers of a conversation stay far below 2^53.
  pg.types.setTypeParser(INT8, Number);
  const pool = new pg.Pool({
    connectionString: setting("DATABASE_URL"),
    max: Number(setting("POOL_SIZE")),
    idleTimeoutMillis: 0,
    application_name: `peer ${setting("VARIANT")}`,
  });
  const send = setting("VARIANT") === "drizzle" ? makeDrizzleSend(pool) : makePreparedSend(pool);
  const server = makeServer(send, makeVerifier(setting("JWT_SECRET")), workers > 1);
  server.listen(Number(setting("PORT")), "127.0.0.1");
}
