import type { SystemEvent } from "@stonechat/openapi/types";
import type { Entry } from "./timeline";
import type { NameOf } from "./use-names";

/** What an entry says, of people and of the system. */
export function textOf(entry: Entry, nameOf: NameOf): string {
  return entry.event ? eventText(entry.event, nameOf) : entry.text;
}

type Told<Type extends SystemEvent["type"]> = Extract<SystemEvent, { type: Type }>;

function eventText(event: SystemEvent, nameOf: NameOf): string {
  const by = (agentId: string) => nameOf("agent", agentId);
  switch (event.type) {
    case "status_changed":
      return statusText(event, by);
    case "assignee_changed":
      return assigneeText(event, by);
    case "tags_changed":
      return `${by(event.agent_id)} changed the tags`;
    case "priority_changed":
      return `${by(event.agent_id)} set the priority to ${event.priority}`;
    case "rated":
      return event.text ? `Rated ${event.rating} of 5: ${event.text}` : `Rated ${event.rating} of 5`;
    default:
      return event satisfies never;
  }
}

function statusText({ status, previous, agent_id }: Told<"status_changed">, by: (agentId: string) => string): string {
  if (agent_id === null) return previous === "snoozed" ? "No longer snoozed" : "Opened again by a new message";
  switch (status) {
    case "open":
      return `${by(agent_id)} opened this again`;
    case "pending":
      return `${by(agent_id)} waits for the customer`;
    case "snoozed":
      return `${by(agent_id)} snoozed this`;
    case "resolved":
      return `${by(agent_id)} resolved this`;
    default:
      return status satisfies never;
  }
}

function assigneeText(
  { assignee_id, agent_id, reason }: Told<"assignee_changed">,
  by: (agentId: string) => string,
): string {
  if (assignee_id === null) {
    if (agent_id !== null) return `${by(agent_id)} put this back into the queue`;
    return reason === "agent_left" ? "Waits for another agent" : "Waits for an agent";
  }
  if (agent_id === null) return `Assigned to ${by(assignee_id)}`;
  return agent_id === assignee_id ? `${by(agent_id)} took this` : `${by(agent_id)} assigned this to ${by(assignee_id)}`;
}
