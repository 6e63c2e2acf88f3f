import { execFile } from "node:child_process";
import { resolve } from "node:path";
import type { Finding } from "../report/bar.ts";

const WIDGET = resolve(import.meta.dirname, "../../../widget-frontend");
const LINE = /^(\w+): ([\d.]+) kB brotli of (\d+) kB/;

/** What `npm run size` says of the built widget, which is a check of CI as well. */
export async function measureWeights(): Promise<Finding> {
  const said = await new Promise<string>((done) =>
    // It fails when something is too heavy, and says so all the same: the bars below fail then.
    execFile("npm", ["run", "--silent", "size"], { cwd: WIDGET }, (_, output) => done(output)),
  );
  const bars = said.split("\n").flatMap((line) => {
    const [, what, weight, limit] = LINE.exec(line) ?? [];
    const name = `weight of the ${what}, brotli`;
    return what
      ? [{ name, unit: "kB" as const, limit: Number(limit), samples: [Number(weight)], by: "most" as const }]
      : [];
  });
  if (bars.length === 0) throw new Error(`npm run size did not say what the widget weighs: ${said}`);
  return { bars, notes: [] };
}
