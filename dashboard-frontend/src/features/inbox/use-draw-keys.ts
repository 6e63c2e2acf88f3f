import { useState } from "react";

interface Drawn {
  ids: readonly string[];
  /** How often each row has jumped over others. */
  jumps: ReadonlyMap<string, number>;
}

/**
 * The keys under which rows are drawn. When a row jumps to the top, React keeps its element and takes out and puts back
 * each one that it passed: their styles and places are reckoned anew, and what has the focus among them loses it. Under
 * another key it is the only one that is drawn anew. The row that has the focus keeps its key, and so its focus.
 */
export function useDrawKeys(ids: readonly string[], focused: () => string | null): (id: string) => string {
  const [drawn, setDrawn] = useState<Drawn>({ ids, jumps: new Map() });
  let { jumps } = drawn;
  if (drawn.ids !== ids) {
    const jumped = leapt(drawn.ids, ids).filter((id) => id !== focused());
    if (jumped.length > 0) jumps = new Map([...jumps, ...jumped.map((id) => [id, (jumps.get(id) ?? 0) + 1] as const)]);
    setDrawn({ ids, jumps });
  }
  return (id) => `${id} ${jumps.get(id) ?? 0}`;
}

/** The rows that jumped up over others, where these are fewer than what React would put back into its place. */
export function leapt(before: readonly string[], after: readonly string[]): string[] {
  const places = new Map(before.map((id, index) => [id, index]));
  const placeOf = (id: string): number | undefined => places.get(id);
  const up: string[] = [];
  let next = Number.POSITIVE_INFINITY;
  for (const id of after.toReversed()) {
    const place = placeOf(id);
    if (place === undefined) continue;
    if (place > next) up.push(id);
    else next = place;
  }
  let last = -1;
  let putBack = 0;
  for (const id of after) {
    const place = placeOf(id);
    if (place === undefined) continue;
    if (place < last) putBack += 1;
    else last = place;
  }
  return up.length < putBack ? up : [];
}
