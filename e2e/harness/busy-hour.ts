import { setTimeout as pause } from "node:timers/promises";
import type { Elsewhere } from "./elsewhere.ts";
import { Writer } from "./others.ts";

/** So many customers have a connection of their own, by which others see that they type. */
const TYPISTS = 8;

/** So many changes a second until then, side by side as several people make them. Returns how many there were. */
export async function busyHour(elsewhere: Elsewhere, changesASecond: number, until: number): Promise<number> {
  const change = aSecond(elsewhere);
  const begun: Promise<unknown>[] = [];
  const begin = Date.now();
  for (let turn = 0; Date.now() < until; turn += 1) {
    begun.push(change[turn % change.length]?.(turn) ?? Promise.resolve());
    await pause(Math.max(0, begin + ((turn + 1) * 1000) / changesASecond - Date.now()));
  }
  await Promise.all(begun);
  return begun.length;
}

/** What happens in a second of it, in this order. */
function aSecond({ ben, ada, open, listed, siteId }: Elsewhere): ((turn: number) => Promise<unknown>)[] {
  const one = (turn: number): Writer => listed[turn % listed.length] ?? open;
  const says = (turn: number): Promise<void> => one(turn).says(`And another thing, number ${turn}`);
  const isRead = (turn: number): Promise<void> => one(turn).reads();
  const types = (turn: number): Promise<void> => (listed[turn % TYPISTS] ?? open).types();
  const saysOpen = (turn: number): Promise<void> => open.says(`In the open conversation, number ${turn}`);
  const closes = (turn: number): Promise<void> =>
    ben.changes(one(turn).conversationId, ({ status }) => ({ status: status === "open" ? "resolved" : "open" }));
  const starts = async (turn: number): Promise<void> => {
    await (await Writer.comes(ben.api, siteId)).starts("Somebody New", `A new question, number ${turn}`);
  };
  const answers = (turn: number): Promise<unknown> =>
    ben.says(one(turn).conversationId, `We look into it, number ${turn}`);
  const readElsewhere = (turn: number): Promise<void> => ada.reads(one(turn + 3).conversationId);
  return [
    ...[says, types, says, saysOpen, says, isRead, says, closes, says, types],
    ...[saysOpen, says, starts, says, readElsewhere, types, says, saysOpen, answers, closes],
  ];
}
