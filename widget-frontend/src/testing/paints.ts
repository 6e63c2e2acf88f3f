import { afterAll } from "vitest";

/** Preact looks this long after a drawing whether the page was painted, and calls the page's own functions then. */
const UNTIL_PREACT_LOOKS_MS = 50;

// A page that is taken away before has none of them.
if ("document" in globalThis) afterAll(() => new Promise((resolve) => setTimeout(resolve, UNTIL_PREACT_LOOKS_MS)));
