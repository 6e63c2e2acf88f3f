// Prints what the browser has to load for a page, brotli-compressed, and fails when it is more than was promised.
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

/** What every page behind the sign-in shares. */
const SHARED = ["index.html", "src/app/signed-in.tsx"];

/** It shows nothing, and is there wherever one is. */
const NOTICES = "src/features/notices/notices.tsx";

/** It is fetched beside the messages of the conversation that is opened. */
const HEAD = "src/features/conversation/conversation-head.tsx";

const SETTINGS = ["src/app/settings-route.tsx"];

const PAGES = [
  { name: "sign-in page", limit: 90_000, chunks: ["index.html", "src/features/sign-in/sign-in-page.tsx"] },
  { name: "invitation page", limit: 95_000, chunks: ["index.html", "src/features/join/accept-invitation-page.tsx"] },
  { name: "reset page", limit: 95_000, chunks: ["index.html", "src/features/join/reset-password-page.tsx"] },
  { name: "inbox route", limit: 170_000, chunks: [...SHARED, NOTICES, "src/app/inbox-route.tsx"] },
  {
    name: "inbox route with a conversation open, until it can be read and answered",
    limit: 170_000,
    chunks: [...SHARED, NOTICES, "src/app/inbox-route.tsx", HEAD],
  },
  {
    name: "customer panel, which comes after the messages",
    limit: 40_000,
    chunks: ["src/features/customer/customer-panel.tsx"],
    beside: [...SHARED, NOTICES, "src/app/inbox-route.tsx", HEAD],
  },
  { name: "customers", limit: 40_000, chunks: ["src/app/customers-route.tsx"], beside: SHARED },
  {
    name: "a customer's page",
    limit: 40_000,
    chunks: ["src/app/customers-route.tsx", "src/features/customer/customer-page.tsx"],
    beside: SHARED,
  },
  { name: "command bar", limit: 40_000, chunks: ["src/app/command-bar.tsx"], beside: SHARED },
  {
    name: "conversation: what is fetched when it is asked for",
    limit: 15_000,
    chunks: ["head-choices", "suggestion-list", "emoji-grid", "message-menu", "edit-field", "history-popover"].map(
      (part) => `src/features/conversation/${part}.tsx`,
    ),
    beside: [...SHARED, "src/app/inbox-route.tsx", HEAD],
  },
  {
    name: "settings: profile",
    limit: 40_000,
    chunks: [...SETTINGS, "src/features/profile/profile-page.tsx"],
    beside: SHARED,
  },
  { name: "settings: agents", limit: 40_000, chunks: [...SETTINGS, "src/features/team/team-page.tsx"], beside: SHARED },
  {
    name: "settings: sites",
    limit: 40_000,
    chunks: [...SETTINGS, "src/features/sites/sites-page.tsx"],
    beside: SHARED,
  },
  ...["look", "embedding", "hours", "assignment", "retention", "keys"].map((part) => ({
    name: `settings: a site's ${part}`,
    limit: 40_000,
    chunks: [...SETTINGS, "src/app/site-route.tsx", `src/features/site/${part}-page.tsx`],
    beside: SHARED,
  })),
  {
    name: "settings: a site's form",
    limit: 40_000,
    chunks: [...SETTINGS, "src/app/site-route.tsx", "src/features/form-builder/form-page.tsx"],
    beside: SHARED,
  },
  ...["canned-responses", "tags", "api-tokens", "audit"].map((part) => ({
    name: `settings: ${part}`,
    limit: 40_000,
    chunks: [...SETTINGS, `src/features/${part}/${part}-page.tsx`],
    beside: SHARED,
  })),
  { name: "sheet of shortcuts", limit: 40_000, chunks: ["src/app/shortcuts-sheet.tsx"], beside: SHARED },
];

let tooHeavy = false;
for (const { name, limit, chunks, beside = [] } of PAGES) {
  const known = filesOf(beside);
  const size = [...filesOf(chunks)]
    .filter((file) => !known.has(file))
    .reduce((total, file) => total + compressedSize(file), 0);
  const verdict = size <= limit ? "ok" : "TOO HEAVY";
  process.stdout.write(`${name}: ${kilobytes(size)} of ${kilobytes(limit)} JavaScript, brotli: ${verdict}\n`);
  tooHeavy ||= size > limit;
}
process.exitCode = tooHeavy ? 1 : 0;

/** The chunks, everything they import statically, and their words in the language that is no part of them. */
function filesOf(names, found = new Set()) {
  for (const name of names) {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`The build has no chunk ${name}.`);
    if (found.has(chunk.file)) continue;
    found.add(chunk.file);
    filesOf(chunk.imports ?? [], found);
    filesOf(
      (chunk.dynamicImports ?? []).filter((file) => /^src\/words\/.*\.de\.ts$/.test(file)),
      found,
    );
  }
  return found;
}

function compressedSize(file) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  return brotliCompressSync(readFileSync(new URL(file, dist)), { params }).length;
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
