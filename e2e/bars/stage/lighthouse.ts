import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "@playwright/test";
import { installedBrowser } from "../../harness/browser.ts";
import type { Internet } from "../../harness/internet.ts";
import { resolverRules } from "../../harness/system.ts";

const PROGRAM = join(dirname(createRequire(import.meta.url).resolve("lighthouse/package.json")), "cli/index.js");
const LONGEST_MS = 180_000;
const MOST_BYTES = 64 * 1024 * 1024;

export interface Visit {
  /** 0 to 100. */
  score: number;
  blockingMs: number;
  shift: number;
  /** How fast this machine was just then, by Lighthouse's own measure. */
  machine: number;
}

interface LighthouseResult {
  runtimeError?: { message: string };
  environment: { benchmarkIndex: number };
  categories: Record<string, { score: number | null }>;
  audits: Record<string, { numericValue?: number }>;
}

/** One visit of Lighthouse on a phone, in a browser that was never used. */
export async function visit(internet: Internet, url: string): Promise<Visit> {
  const flags = [
    "--headless=new",
    "--ignore-certificate-errors",
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    resolverRules(internet).replace(/=(.*)$/, '="$1"'),
  ];
  const options = [
    "--quiet",
    "--output=json",
    "--only-categories=performance",
    // It calculates what a slow phone would have made of a fast visit. Slowing the visit itself takes three times as
    // long, and others on the machine spoil more of it.
    "--throttling-method=simulate",
    "--no-enable-error-reporting",
    `--chrome-flags=${flags.join(" ")}`,
  ];
  const { stdout } = await promisify(execFile)("node", [PROGRAM, url, ...options], {
    env: { ...process.env, CHROME_PATH: installedBrowser() ?? chromium.executablePath() },
    timeout: LONGEST_MS,
    maxBuffer: MOST_BYTES,
  });
  return readVisit(JSON.parse(stdout) as LighthouseResult);
}

function readVisit({ runtimeError, environment, categories, audits }: LighthouseResult): Visit {
  if (runtimeError) throw new Error(`Lighthouse: ${runtimeError.message}`);
  const value = (name: string): number => {
    const found = audits[name]?.numericValue;
    if (found === undefined) throw new Error(`Lighthouse said nothing about ${name}`);
    return found;
  };
  const score = categories["performance"]?.score;
  if (typeof score !== "number") throw new Error("Lighthouse gave no score");
  return {
    score: Math.round(100 * score),
    blockingMs: value("total-blocking-time"),
    shift: value("cumulative-layout-shift"),
    machine: environment.benchmarkIndex,
  };
}
