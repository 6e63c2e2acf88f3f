import type { Agent } from "@stonechat/openapi/types";

/** The API takes so many. */
const MOST_MENTIONS = 20;

export type Mentionable = Pick<Agent, "id" | "name" | "active" | "role">;

/** Who can be called by a note. */
export function isMentionable({ active, role }: Pick<Agent, "active" | "role">): boolean {
  return active && role !== "integration";
}

/** The agents whom a note calls: those whose names stand in it behind an `@`. Of names that begin alike the longest counts. */
export function mentionsIn(text: string, agents: readonly Mentionable[]): string[] {
  const byLength = agents.filter(isMentionable).toSorted((one, other) => other.name.length - one.name.length);
  const found = new Set<string>();
  for (const { index } of text.matchAll(/@/g)) {
    const called = byLength.find(({ name }) => standsAt(text, index + 1, name));
    if (!called) continue;
    // Two of the same name are both meant: better one too many than the wrong one.
    for (const agent of byLength) if (agent.name === called.name) found.add(agent.id);
  }
  return [...found].slice(0, MOST_MENTIONS);
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
