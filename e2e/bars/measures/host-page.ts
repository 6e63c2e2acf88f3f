import type { World } from "../../harness/system.ts";
import { type Finding, median } from "../report/bar.ts";
import { BIG_SHOP } from "../shop/shop.ts";
import { type Visit, visit } from "../stage/lighthouse.ts";
import type { Quiet } from "../stage/quiet.ts";

/** By itself the shop has to be neither perfect, where nothing could be seen, nor so slow that nothing matters. */
const FAIR = { least: 50, most: 90 };

interface Pair {
  without: Visit;
  with: Visit;
}

/** A shop of usual size, as Lighthouse sees it with and without the widget. */
export async function measureHostPage(world: World, rounds: number, quiet: Quiet): Promise<Finding> {
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round += 1) pairs.push(await quiet.take(() => pair(world, round % 2 === 0)));
  const own = median(pairs.map(({ without }) => without.score));
  if (own < FAIR.least || own > FAIR.most)
    throw new Error(`the shop by itself has a score of ${own}: nothing can be said`);
  const difference = (of: (visit: Visit) => number): number[] => pairs.map((pair) => of(pair.with) - of(pair.without));
  const all = (which: keyof Pair, what: (visit: Visit) => number): string =>
    pairs.map((pair) => Math.round(what(pair[which]))).join(", ");
  const lost = difference(({ score }) => -score);
  return {
    bars: [
      { name: "host page: points of Lighthouse lost", unit: "points", limit: 1, samples: lost, by: "median" },
      {
        name: "host page: more total blocking time",
        unit: "ms",
        limit: 10,
        samples: difference(({ blockingMs }) => blockingMs),
        by: "median",
      },
      {
        name: "host page: more layout shift",
        unit: "",
        limit: 0,
        samples: difference(({ shift }) => round3(shift)),
        by: "median",
      },
    ],
    notes: [
      ...(["without", "with"] as const).flatMap((which) => [
        { name: `host page ${which} the widget: scores`, text: all(which, ({ score }) => score) },
        { name: `host page ${which} the widget: blocking, ms`, text: all(which, ({ blockingMs }) => blockingMs) },
      ]),
      {
        name: "the machine, by Lighthouse (1,500 and more is taken to be 4× a phone)",
        text: all("without", ({ machine }) => machine),
      },
    ],
  };
}

async function pair({ internet }: World, widgetFirst: boolean): Promise<Pair> {
  const pages = { with: `https://${BIG_SHOP}/with`, without: `https://${BIG_SHOP}/` };
  if (!widgetFirst) return { without: await visit(internet, pages.without), with: await visit(internet, pages.with) };
  const first = await visit(internet, pages.with);
  return { with: first, without: await visit(internet, pages.without) };
}

/** As Lighthouse shows it: less is nothing that anybody could see. */
function round3(value: number): number {
  return Math.round(1000 * value) / 1000;
}
