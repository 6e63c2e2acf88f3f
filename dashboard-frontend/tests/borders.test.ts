import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";

/** Whether the linter's rule for imports refuses this one in a file at this path. */
function refuses(path: string, target: string): boolean {
  const biome = "node_modules/@biomejs/biome/bin/biome";
  // Without --write it calls every text from stdin unfixed; nothing is written.
  const args = [biome, "lint", "--write", "--only=style/noRestrictedImports", `--stdin-file-path=${path}`];
  const input = `import { x } from "${target}";\n\nexport const y = x;\n`;
  return spawnSync(process.execPath, args, { input }).status !== 0;
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
  ])("keep %s from importing %s", (_from, _to, path, target) => {
    expect(refuses(path, target)).toBe(true);
  });

  it.each([
    ["src/features/inbox/x.ts", "@/components/mark"],
    ["src/features/inbox/x.ts", "./conversation-row"],
    ["src/features/inbox/x.ts", "@/realtime/live-context"],
    ["src/app/x.ts", "@/features/inbox/conversation-list"],
    ["src/components/x.ts", "@/lib/cn"],
    ["src/lib/x.ts", "@/lib/storage"],
  ])("let %s import %s", (path, target) => {
    expect(refuses(path, target)).toBe(false);
  });
});
