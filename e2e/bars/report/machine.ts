import { cpus, release, totalmem, type } from "node:os";
import type { Browser } from "@playwright/test";

/** On what it was measured: no figure means anything without it. */
export interface Machine {
  processor: string;
  cores: number;
  memoryGiB: number;
  system: string;
  chromium: string;
  node: string;
}

export function describeMachine(browser: Browser): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    chromium: browser.version(),
    node: process.version,
  };
}
