// Makes the types and clients in generated/ from openapi.json: the same input always gives the same files.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createClient } from "@hey-api/openapi-ts";
import config from "../openapi-ts.config.mjs";

process.chdir(new URL("..", import.meta.url).pathname);
await createClient(config);

// The generator's own comments link to a package registry, which no file here may name.
for (const name of readdirSync("generated", { recursive: true })) {
  if (!name.endsWith(".ts")) continue;
  const text = readFileSync(`generated/${name}`, "utf8");
  const tidy = text.replace(/\{@link https:\/\/\S+\/package\/\S+ (`[^`]*`)\}/g, "$1");
  if (tidy !== text) writeFileSync(`generated/${name}`, tidy);
}
