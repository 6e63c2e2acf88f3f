import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Sabotage } from "./testing/virtual/tab";
import { CONVERSATIONS, met } from "./testing/virtual/tables";
import { World } from "./testing/virtual/world";

/** SEED=… repeats a run that failed; RUNS=… makes it longer. */
declare const process: { env: { SEED?: string; RUNS?: string } };
const { SEED, RUNS } = process.env;

const HINTS = ["now", "lost", "doubled", "late"] as const;

type Step = fc.AsyncCommand<object, World>;

/** What can happen, in any order. */
function steps(): fc.Arbitrary<Step> {
  const tab = fc.nat(1);
  const conversation = fc.constantFrom(...CONVERSATIONS);
  const few = fc.integer({ min: 1, max: 3 });
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc.tuple(tab, conversation).map(([at, id]) => step(`say ${at} ${id}`, (world) => world.say(at, id))),
    },
    {
      weight: 8,
      arbitrary: fc
        .oneof(fc.integer({ min: 1, max: 4_000 }), fc.integer({ min: 4_000, max: 40_000 }))
        .map((ms) => step(`pass ${ms}`, (world) => world.pass(ms))),
    },
    { weight: 5, arbitrary: conversation.map((id) => step(`answer ${id}`, (world) => world.server.tables.say(id))) },
    {
      weight: 6,
      arbitrary: fc
        .tuple(conversation, fc.nat(9), fc.boolean())
        .map(([id, pick, deleted]) =>
          step(`${deleted ? "delete" : "edit"} ${id} ${pick}`, (world) => world.server.tables.alter(id, pick, deleted)),
        ),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(conversation, fc.nat(9), fc.nat(9)).map(([id, delivered_seq, read_seq]) =>
        step(`team marks ${id} ${delivered_seq} ${read_seq}`, (world) => {
          world.server.tables.mark(id, "team", { delivered_seq, read_seq });
        }),
      ),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(tab, conversation)
        .map(([at, id]) => step(`read ${at} ${id}`, (world) => world.tab(at).read(id))),
    },
    { weight: 1, arbitrary: tab.map((at) => step(`reload ${at}`, (world) => world.reload(at))) },
    { weight: 1, arbitrary: tab.map((at) => step(`wake ${at}`, (world) => world.tab(at).wake())) },
    { weight: 8, arbitrary: faults(tab, few) },
  );
}

function faults(tab: fc.Arbitrary<number>, few: fc.Arbitrary<number>): fc.Arbitrary<Step> {
  const onLine = (name: string, act: (line: World["tabs"][number]["line"]) => void): fc.Arbitrary<Step> =>
    tab.map((at) => step(`${name} ${at}`, (world) => act(world.tab(at).line)));
  const onServer = (name: string, act: (world: World) => void): fc.Arbitrary<Step> => fc.constant(step(name, act));
  return fc.oneof(
    onLine("down", (line) => {
      line.down = true;
    }),
    onLine("up", (line) => line.heal()),
    onLine("sockets refused", (line) => {
      line.socketsAre = "refused";
      line.closeSockets(1006);
    }),
    onLine("sockets swallowed", (line) => {
      line.socketsAre = "swallowed";
      line.halfOpen();
    }),
    onLine("half-open", (line) => line.halfOpen()),
    onLine("sockets closed", (line) => line.closeSockets(1006)),
    few.chain((count) => onLine(`cut ${count} answers`, (line) => (line.cut = count))),
    few.chain((count) => onLine(`double ${count} requests`, (line) => (line.doubled = count))),
    fc.constantFrom(...HINTS).map((hint) => step(`hints ${hint}`, ({ server }) => (server.hint = hint))),
    onServer("busy", ({ server }) => server.busy(5_000)),
    onServer("restart", ({ server }) => server.dropSockets(1012)),
    onServer("slow reader", ({ server }) => server.dropSockets(4009)),
    onServer("new epoch", ({ server }) => server.renewEpoch()),
  );
}

function step(name: string, act: (world: World) => unknown): Step {
  return {
    check: () => true,
    run: async (_, world) => {
      await act(world);
      await world.pass(1);
      world.check();
    },
    toString: () => name,
  };
}

function clientsAgree(sabotage: Sabotage) {
  return fc.asyncProperty(
    fc.commands([steps()], { maxCommands: 60, size: "max" }),
    fc.nat(),
    fc.boolean(),
    fc.constantFrom(90_000, 900_000),
    fc.constantFrom("open", "refused", "swallowed"),
    fc.constantFrom(...HINTS),
    async (commands, seed, webLocks, tokenMs, socketsAre, hint) => {
      const world = new World({ seed, webLocks, tokenMs, sabotage });
      world.server.hint = hint;
      try {
        await fc.asyncModelRun(() => ({ model: {}, real: world }), commands);
        await world.heal(socketsAre);
      } finally {
        world.end();
      }
    },
  );
}

describe("Two tabs of one customer, the line and the server", () => {
  it("agree in the end, and never go back on the way, whatever breaks", { timeout: 600_000 }, async () => {
    // fast-check prints the seed and the shortest way to a failure.
    await fc.assert(clientsAgree("none"), { numRuns: Number(RUNS ?? 80), ...(SEED && { seed: Number(SEED) }) });
    expect(Math.min(...Object.values(met)), "everything that may break did").toBeGreaterThan(0);
  });

  it.each([
    ["takes older versions", "the client holds what the server holds"],
    ["forgets to resume", "the client holds what the server holds"],
    ["sends under a new id", "all that was said is stored under its id"],
  ] as const)("would not agree if a client %s", { timeout: 60_000 }, async (sabotage, complaint) => {
    const found = await fc.check(clientsAgree(sabotage), { seed: 3, numRuns: 60, endOnFailure: true });
    expect(found.failed).toBe(true);
    expect(String(found.errorInstance)).toContain(complaint);
  });
});
