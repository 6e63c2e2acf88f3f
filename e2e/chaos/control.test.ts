import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { it } from "node:test";

const ARGS = ["--forget", "--seconds=12", "--clients=16", "--pace=12", "--seed=11", "--patience=15"];

it("a build whose clients do not resume is found out", async () => {
  const main = join(import.meta.dirname, "main.ts");
  const run = spawn(process.execPath, ["--import", "tsx", main, ...ARGS], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  run.stdout.on("data", (text: Buffer) => {
    said += text.toString();
  });
  const [code] = (await once(run, "close")) as [number | null];
  assert.equal(code, 1, said);
  assert.match(said, /VIOLATION: a client's state differs from the server's/);
});
