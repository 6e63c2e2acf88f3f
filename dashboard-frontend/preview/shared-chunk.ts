import { fileURLToPath } from "node:url";

interface Graph {
  getModuleInfo: (id: string) => { importedIds: readonly string[] } | null;
}

const path = (file: string): string => fileURLToPath(new URL(`../src/${file}`, import.meta.url));

/** What everybody loads who is signed in. */
const BEHIND = ["app/signed-in.tsx", "app/inbox-route.tsx"].map(path);
/** What must not grow by it. */
const BEFORE = [
  "main.tsx",
  "features/sign-in/sign-in-page.tsx",
  "features/join/accept-invitation-page.tsx",
  "features/join/reset-password-page.tsx",
].map(path);

/** It names everything that a library has. Of it the pages before the sign-in use what is in buttons, and the shell and
 * the inbox menus and popovers, too. */
const LISTS_ALL = /\/node_modules\/radix-ui\//;
const IN_BUTTONS = /\/react-slot\//;
const IN_THE_INBOX = /\/react-(?:slot|dropdown-menu|popover)\//;

/** Lucide's index names every icon, too: these are in the shell and in the inbox, and none is before the sign-in. */
const ICONS =
  /\/lucide-react\/dist\/esm\/icons\/(?:arrow-down|arrow-left|arrow-up|circle-check|circle-dot|clock|ellipsis|hourglass|inbox|rotate-cw|send-horizontal|triangle-exclamation-point|unplug|user-round|x)\.m?js$/;

/**
 * One chunk for what the shell and the inbox share with other pages. By itself the bundler makes a dozen small ones of
 * it, which brotli packs worse.
 */
export function sharedChunk(): (id: string, graph: Graph) => string | null {
  let shared: ReadonlySet<string> | null = null;
  return (id, graph) => {
    shared ??= found(graph);
    return shared.has(id) || ICONS.test(id) ? "shared" : null;
  };
}

function found(graph: Graph): ReadonlySet<string> {
  const before = reachable(BEFORE, graph, (id, from) => !LISTS_ALL.test(from) || IN_BUTTONS.test(id));
  return new Set(
    [...reachable(BEHIND, graph, (id, from) => !LISTS_ALL.test(from) || IN_THE_INBOX.test(id))].filter(
      (id) => !before.has(id),
    ),
  );
}

function reachable(from: readonly string[], graph: Graph, isUsed: (id: string, by: string) => boolean): Set<string> {
  const known = new Set<string>();
  const left = [...from];
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    if (known.has(id)) continue;
    known.add(id);
    const by = id;
    left.push(...(graph.getModuleInfo(id)?.importedIds ?? []).filter((used) => isUsed(used, by)));
  }
  return known;
}
