import type { Agent } from "@stonechat/openapi/types";
import { isColleague } from "@/lib/agents";

/** The API takes so many. */
const MOST_MENTIONS = 20;

export type Mentionable = Pick<Agent, "id" | "name" | "active" | "role">;

/**
 * The agents whom a note calls: those whose names stand in it behind an `@`. Of names that begin alike the longest counts.
 * Of people who have the same name those count who were picked from the list, the latest pick last.
 */
export function mentionsIn(text: string, agents: readonly Mentionable[], picked: readonly string[] = []): string[] {
  const byLength = agents.filter(isColleague).toSorted((one, other) => other.name.length - one.name.length);
  const times = new Map<string, number>();
  for (const { index } of text.matchAll(/@/g)) {
    const called = byLength.find(({ name }) => standsAt(text, index + 1, name));
    if (called) times.set(called.name, (times.get(called.name) ?? 0) + 1);
  }
  const found = [...times].flatMap(([name, count]) => {
    const alike = byLength.filter((agent) => agent.name === name).map(({ id }) => id);
    // What was picked and taken out again was picked earlier than what stands there now.
    const meant = picked.filter((id) => alike.includes(id)).slice(-count);
    // Typed by hand, the name means all who have it: better one too many than the wrong one.
    return meant.length > 0 ? meant : alike;
  });
  return [...new Set(found)].slice(0, MOST_MENTIONS);
}

/** A note in parts, of which every other one is a name that is called. */
export function partsOf(text: string, names: readonly string[]): string[] {
  if (names.length === 0) return [text];
  const longestFirst = names.toSorted((one, other) => other.length - one.length);
  const called = longestFirst.map((name) => `@${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
  return text.split(new RegExp(`(${called.join("|")})`));
}

function standsAt(text: string, at: number, name: string): boolean {
  const next = text.charAt(at + name.length);
  return name !== "" && text.startsWith(name, at) && !/[\p{L}\p{N}]/u.test(next);
}
