import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const BIOME = resolve("node_modules/@biomejs/biome/bin/biome");
let project: string;

/** An empty project with our rules: what is tried out in it never lies among our own files. */
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "borders-"));
  copyFileSync("biome.jsonc", join(project, "biome.jsonc"));
});

afterAll(() => {
  rmSync(project, { recursive: true });
});

function lint(path: string, target: string): { status: number | null; said: string } {
  const file = join(project, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `import { x } from "${target}";\n\nexport const y = x;\n`);
  const ran = spawnSync(process.execPath, [BIOME, "lint", path], { cwd: project, encoding: "utf8" });
  return { status: ran.status, said: ran.stdout + ran.stderr };
}

describe("the borders between folders", () => {
  it.each([
    ["a feature", "another feature", "src/features/inbox/x.ts", "@/features/customer/customer-panel"],
    ["a feature", "another feature by a relative path", "src/features/inbox/x.ts", "../customer/customer-panel"],
    ["a feature", "the routes", "src/features/inbox/x.ts", "@/app/shell"],
    ["a component", "the API", "src/components/x.ts", "@/api/queries"],
    ["a component", "the live connection", "src/components/ui/x.ts", "@/realtime/live-context"],
    ["a component", "the contract", "src/components/x.ts", "@stonechat/openapi/types"],
    ["realtime", "a component", "src/realtime/x.ts", "@/components/mark"],
    ["api", "realtime", "src/api/x.ts", "@/realtime/apply"],
    ["lib", "api", "src/lib/x.ts", "@/api/queries"],
    ["lib", "words", "src/lib/x.ts", "@/words/common"],
    ["words", "a component", "src/words/x.ts", "@/components/mark"],
    ["the routes", "a feature by a relative path", "src/app/x.ts", "../features/inbox/conversation-list"],
  ])("keep %s from importing %s", (_from, _to, path, target) => {
    const { status, said } = lint(path, target);

    expect(status).toBe(1);
    expect(said).toContain("noRestrictedImports");
  });

  it.each([
    ["src/features/inbox/x.ts", "@/components/mark"],
    ["src/features/inbox/x.ts", "./conversation-row"],
    ["src/features/inbox/x.ts", "@/realtime/live-context"],
    ["src/app/x.ts", "@/features/inbox/conversation-list"],
    ["src/components/x.ts", "@/lib/cn"],
    ["src/lib/x.ts", "@/lib/storage"],
    ["src/words/x.ts", "@/lib/words"],
    ["src/components/x.ts", "@/words/common"],
  ])("let %s import %s", (path, target) => {
    const { status, said } = lint(path, target);

    expect(status, said).toBe(0);
  });
});
