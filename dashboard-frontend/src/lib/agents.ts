import type { Agent } from "@stonechat/openapi/types";

/** Somebody who can be given work and called: neither a program nor somebody who left. */
export function isColleague({ active, role }: Pick<Agent, "active" | "role">): boolean {
  return active && role !== "integration";
}
