import { type Bar, holds, measured } from "./bar.ts";
import type { Results } from "./results.ts";

/** One line of the table that is printed while measuring. */
export function lineOf(bar: Bar): string {
  const { name, what, limit, verdict } = cells(bar);
  return `${name.padEnd(52)}${what.padStart(14)}${limit.padStart(14)}  ${verdict}`;
}

/** The same as a page, with what helps to judge it. */
export function pageOf({ machine, parts }: Results): string {
  const { processor, cores, memoryGiB, system, chromium, node } = machine;
  const rows = Object.values(parts).flatMap(({ bars, rounds }) =>
    bars.map((bar) => {
      const { name, what, worst, limit, verdict } = cells(bar);
      return `| ${name} | ${what} | ${worst} | ${limit} | ${Math.min(rounds, bar.samples.length)} | ${verdict} |`;
    }),
  );
  const notes = Object.values(parts).flatMap((part) => part.notes);
  return `# The bars

Measured by \`make bars\`. How stands in \`e2e/bars/README.md\`.

- CPU: ${cores} cores, ${processor}
- memory: ${memoryGiB} GiB
- system: ${system}
- Chromium ${chromium}, Node.js ${node}

| bar | measured | worst | limit | rounds | |
|---|---|---|---|---|---|
${rows.join("\n")}

${notes.map(({ name, text }) => `- ${name}: ${text}`).join("\n")}
`;
}

function cells(bar: Bar): { name: string; what: string; worst: string; limit: string; verdict: string } {
  const withUnit = (value: number): string =>
    `${Number(value.toFixed(Math.abs(value) < 100 ? 2 : 0))} ${bar.unit}`.trimEnd();
  return {
    name: bar.name,
    what: withUnit(measured(bar)),
    worst: withUnit(Math.max(...bar.samples)),
    limit: withUnit(bar.limit),
    verdict: holds(bar) ? "ok" : "NOT REACHED",
  };
}
