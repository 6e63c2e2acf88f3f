import { newer } from "@stonechat/openapi/client";
import type { Agent, Site, Tag } from "@stonechat/openapi/types";
import type { QueryClient } from "@tanstack/react-query";
import { agentList, siteList, tagList } from "@/api/queries";

type Versioned = { id: string; version: number };

/** The rows with this one in its place, unless a newer one stands there already. */
export function withRow<Row extends Versioned>(rows: readonly Row[], row: Row): Row[] {
  const at = rows.findIndex(({ id }) => id === row.id);
  return at < 0 ? [...rows, row] : rows.with(at, newer(rows[at], row));
}

/** Puts the answer to a change where its row is held, as if it had come over the live connection. */
export function keepAgent(cache: QueryClient, agent: Agent): void {
  cache.setQueryData(agentList().queryKey, (held) => held && { ...held, items: withRow(held.items, agent) });
}

export function keepSite(cache: QueryClient, site: Site): void {
  cache.setQueryData(siteList().queryKey, (held) => held && { items: withRow(held.items, site) });
}

export function keepTag(cache: QueryClient, tag: Tag): void {
  cache.setQueryData(tagList().queryKey, (held) => held && { items: withRow(held.items, tag) });
}
