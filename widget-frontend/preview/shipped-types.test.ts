import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, expect, it } from "vitest";
import { typesText } from "./shipped-types";

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

const folder = mkdtempSync(join(tmpdir(), "stonechat-types-"));

beforeAll(() => writeFileSync(join(folder, "widget.d.ts"), typesText()));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the compiler says of a page with the shipped types beside it. */
function faults(sample: string): string[] {
  const file = join(folder, "sample.ts");
  writeFileSync(file, sample);
  const program = ts.createProgram([file, join(folder, "widget.d.ts")], {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    types: [],
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = file?.text.slice(0, start).split("\n").length ?? 0;
    return `${line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
}

it("ships types that a page in TypeScript can build on", () => {
  expect(faults(RIGHT)).toEqual([]);
}, 30_000);

it("finds the mistakes that a page can make, every one", () => {
  const lines = faults(WRONG.map((line) => `() => { ${line} };`).join("\n")).map((fault) => Number.parseInt(fault, 10));
  expect(lines).toEqual(WRONG.map((_, index) => index + 1));
}, 30_000);
