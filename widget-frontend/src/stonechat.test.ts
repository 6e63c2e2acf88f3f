import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { build } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";

/** What the page of an owner may look like. */
const RIGHT = `
import type { Stonechat, StonechatEvents } from "./widget";

const chat: Stonechat | undefined = window.Stonechat;
chat?.init({ site: "s1", color: "#112233", launcher: "hidden" });
void chat?.ready(() => undefined).then(() => undefined);
document.onclick = chat?.open ?? null;
chat?.identify({ token: "a.b.c" });
chat?.setTokenProvider(async () => (await fetch("/chat-token")).text());
chat?.setTokenProvider(null);
chat?.setAttributes({ plan: "pro", seats: 4, trial: false });
chat?.setPage(new URL("/cart", location.href));
chat?.setLocale("pt-BR");
chat?.setTheme("dark");
const end: (() => void) | undefined = chat?.on("unread", (count) => count.toFixed());
end?.();
chat?.on("message:received", ({ conversationId, text }) => conversationId + text);
const open: boolean | undefined = chat?.state.open;
window.addEventListener("stonechat:error", ({ detail }) => console.warn(detail.code, detail.message));
const event: keyof StonechatEvents = "conversation:resolved";
export { event, open };
`;

const WRONG = [
  'window.Stonechat?.identify("a.b.c");',
  "window.Stonechat?.init({});",
  "window.Stonechat?.setAttributes({ plan: { name: 'pro' } });",
  'window.Stonechat?.setTheme("pink");',
  'window.Stonechat?.on("closed", () => undefined);',
  'window.Stonechat?.on("unread", (count: string) => count);',
  "if (window.Stonechat) window.Stonechat.state.open = true;",
  "window.Stonechat.open();",
];

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "stonechat-types-"));
  const { plugins } = (await import("../vite.loader.config")).loader("assets/panel-x.js");
  const input = join(folder, "empty.js");
  writeFileSync(input, "");
  await build({ configFile: false, logLevel: "silent", plugins, build: { outDir: folder, rolldownOptions: { input } } });
});
afterAll(() => rmSync(folder, { recursive: true }));

function faults(sample: string): string[] {
  const file = join(folder, "sample.ts");
  writeFileSync(file, sample);
  const options = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, target: ts.ScriptTarget.ES2022 };
  const program = ts.createProgram([file, join(folder, "widget.d.ts")], {
    ...options,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    types: [],
  });
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
