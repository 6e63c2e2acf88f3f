import type { Sighting } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { sightingList } from "@/api/settings-queries";

const LOOK_MS = 2_000;
const PATIENCE_MS = 120_000;

export type CheckState =
  | { phase: "idle" }
  | { phase: "waiting"; before: readonly Sighting[] }
  | { phase: "seen"; sighting: Sighting }
  | { phase: "nothing" };

/** Looks for a page that reports from now on. Only what is new since counts, by the server's own clock. */
export function useCheck(siteId: string) {
  const [state, setState] = useState<CheckState>({ phase: "idle" });
  const waiting = state.phase === "waiting";
  const query = useQuery({ ...sightingList(siteId), refetchInterval: waiting ? LOOK_MS : false });
  const found = waiting ? newSighting(state.before, query.data?.items ?? []) : undefined;
  if (found) setState({ phase: "seen", sighting: found });

  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setState({ phase: "nothing" }), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [waiting]);

  return {
    state,
    query,
    start: () => setState({ phase: "waiting", before: query.data?.items ?? [] }),
    stop: () => setState({ phase: "idle" }),
  };
}

/** The latest of those that were not there before, or not at that time. */
export function newSighting(before: readonly Sighting[], now: readonly Sighting[]): Sighting | undefined {
  const known = new Set(before.map(({ origin, seen_at }) => `${origin} ${seen_at}`));
  return now.find(({ origin, seen_at }) => !known.has(`${origin} ${seen_at}`));
}
