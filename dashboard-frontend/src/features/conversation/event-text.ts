import type { SystemEvent } from "@stonechat/openapi/types";
import type { Entry } from "./timeline";
import type { NameOf } from "./use-names";

/** What an entry says, of people and of the system. */
export function textOf(entry: Entry, nameOf: NameOf): string {
  return entry.event ? eventText(entry.event, nameOf) : entry.text;
}

function eventText({ status, agent_id }: SystemEvent, nameOf: NameOf): string {
  if (agent_id === null) return "Opened again by a new message";
  const name = nameOf("agent", agent_id);
  switch (status) {
    case "open":
      return `${name} opened this again`;
    case "pending":
      return `${name} waits for the customer`;
    case "snoozed":
      return `${name} snoozed this`;
    case "resolved":
      return `${name} resolved this`;
    default:
      return status satisfies never;
  }
}
