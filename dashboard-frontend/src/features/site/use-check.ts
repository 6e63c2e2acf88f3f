import type { Sighting } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { sightingList } from "@/api/settings-queries";
import { useSteady } from "@/api/use-steady";

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
  const query = useQuery({
    ...sightingList(siteId),
    refetchInterval: waiting ? LOOK_MS : false,
    // The page that was opened hides this one.
    refetchIntervalInBackground: true,
  });
  const { data, refetch } = query;
  const found = waiting ? newSighting(state.before, data?.items ?? []) : undefined;
  if (found) setState({ phase: "seen", sighting: found });

  useEffect(() => {
    if (state.phase !== "waiting") return;
    const { before } = state;
    const lookOnceMore = async () => {
      const last = await refetch();
      const sighting = newSighting(before, last.data?.items ?? []);
      setState((current) =>
        current !== state ? current : sighting ? { phase: "seen", sighting } : { phase: "nothing" },
      );
    };
    const timer = setTimeout(() => void lookOnceMore(), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [state, refetch]);

  return {
    state,
    query: useSteady(query),
    /** Null while it isn't known what was seen before. */
    start: data ? () => setState({ phase: "waiting", before: data.items }) : null,
    stop: () => setState({ phase: "idle" }),
  };
}

/** The latest of those that were not there before, or not at that time. */
export function newSighting(before: readonly Sighting[], now: readonly Sighting[]): Sighting | undefined {
  const known = new Set(before.map(({ origin, seen_at }) => `${origin} ${seen_at}`));
  return now.find(({ origin, seen_at }) => !known.has(`${origin} ${seen_at}`));
}
