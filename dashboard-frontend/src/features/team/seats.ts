import type { Agent } from "@stonechat/openapi/types";
import type { TeamWords } from "@/words/team";

/** The people of the team: programs need no seat. */
export function peopleOf(agents: readonly Agent[]): Agent[] {
  return agents.filter(({ role }) => role !== "integration");
}

/** Whether nobody else can come in; `seats` is null where there is no limit. */
export function isFull(agents: readonly Agent[], seats: number | null): boolean {
  return seats !== null && taken(agents) >= seats;
}

/** How many seats are taken, of how many. */
export function seatsText(agents: readonly Agent[], seats: number | null, words: TeamWords): string {
  if (seats === null) return words.active(taken(agents));
  if (isFull(agents, seats)) return `${words.allSeats(seats)} ${words.seatsHint}`;
  return words.someSeats(taken(agents), seats);
}

function taken(agents: readonly Agent[]): number {
  return peopleOf(agents).filter(({ active }) => active).length;
}
