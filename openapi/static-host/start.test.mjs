import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

const START = new URL("start.sh", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "stonechat-start-"));
after(() => rmSync(folder, { recursive: true }));

// Stands for nginx, which need not be on this machine: what is looked at is written before it starts.
const bin = join(folder, "bin");
const conf = join(folder, "conf");
for (const made of [bin, conf]) mkdirSync(made);
writeFileSync(join(bin, "nginx"), "#!/bin/sh\nexit 0\n");
chmodSync(join(bin, "nginx"), 0o755);
writeFileSync(join(conf, "nginx.conf"), "");

function start(settings) {
  const work = mkdtempSync(join(folder, "work-"));
  const env = { PATH: `${bin}:${process.env.PATH}`, STONECHAT_NGINX: conf, STONECHAT_WORK: work, ...settings };
  const { status, stderr } = spawnSync("sh", [START], { env, encoding: "utf8" });
  return { status, stderr, config: () => JSON.parse(readFileSync(join(work, "config.json"), "utf8")) };
}

test("the built files learn where the API and the widget's files are", () => {
  const settings = { API_URL: "https://api.example.com", WIDGET_URL: "https://widget.example.com" };

  assert.deepEqual(start(settings).config(), { api: "https://api.example.com", widget: "https://widget.example.com" });
});

test("without settings the API is where the page is, and nothing is said of the widget", () => {
  assert.deepEqual(start({}).config(), { api: "" });
});

for (const name of ["API_URL", "WIDGET_URL"]) {
  test(`a ${name} that would break out of config.json is refused by its name`, () => {
    const { status, stderr } = start({ [name]: 'https://a", "api": "https://evil.example' });

    assert.equal(status, 1);
    assert.match(stderr, new RegExp(`${name} is no address`));
  });
}
