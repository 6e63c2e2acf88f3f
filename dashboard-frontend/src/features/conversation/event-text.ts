import type { SystemEvent } from "@stonechat/openapi/types";
import { timeUntil } from "@/lib/times";
import { conversationWords } from "@/words/conversation";
import type { Entry } from "./timeline";
import type { NameOf, TagNameOf } from "./use-names";

/** What an entry says, of people and of the system. */
export function textOf(entry: Entry, nameOf: NameOf, tagNameOf: TagNameOf): string {
  return entry.event ? eventText(entry.event, nameOf, tagNameOf) : entry.text;
}

type Told<Type extends SystemEvent["type"]> = Extract<SystemEvent, { type: Type }>;

function eventText(event: SystemEvent, nameOf: NameOf, tagNameOf: TagNameOf): string {
  const words = conversationWords.now().event;
  const by = (agentId: string) => nameOf("agent", agentId);
  switch (event.type) {
    case "status_changed":
      return statusText(event, by);
    case "assignee_changed":
      return assigneeText(event, by);
    case "tags_changed":
      return tagsText(event, by, tagNameOf);
    case "priority_changed":
      return words.priorityChanged(by(event.agent_id), event.priority);
    case "rated":
      return event.text ? words.ratedSaying(event.rating, event.text) : words.rated(event.rating);
    default:
      return event satisfies never;
  }
}

function statusText(
  { status, previous, until, agent_id }: Told<"status_changed">,
  by: (agentId: string) => string,
): string {
  const words = conversationWords.now().event;
  if (agent_id === null) return previous === "snoozed" ? words.noLongerSnoozed : words.openedByMessage;
  switch (status) {
    case "open":
      return words.opened(by(agent_id));
    case "pending":
      return words.pending(by(agent_id));
    case "snoozed":
      return until === null ? words.snoozed(by(agent_id)) : words.snoozedUntil(by(agent_id), timeUntil(until));
    case "resolved":
      return words.resolved(by(agent_id));
    default:
      return status satisfies never;
  }
}

/** Of a tag that is gone nobody knows the name. */
function tagsText(
  { added, removed, agent_id }: Told<"tags_changed">,
  by: (agentId: string) => string,
  tagNameOf: TagNameOf,
): string {
  const words = conversationWords.now().event;
  const names = [...added, ...removed].map(tagNameOf).filter((name) => name !== undefined);
  const allKnown = names.length === added.length + removed.length;
  if (allKnown && removed.length === 0) return words.tagsAdded(by(agent_id), names);
  if (allKnown && added.length === 0) return words.tagsRemoved(by(agent_id), names);
  return words.tagsChanged(by(agent_id));
}

function assigneeText(
  { assignee_id, agent_id, reason }: Told<"assignee_changed">,
  by: (agentId: string) => string,
): string {
  const words = conversationWords.now().event;
  if (assignee_id === null) {
    if (agent_id !== null) return words.queued(by(agent_id));
    return reason === "agent_left" ? words.waitsForAnother : words.waitsForAgent;
  }
  if (agent_id === null) return words.assigned(by(assignee_id));
  return agent_id === assignee_id ? words.took(by(agent_id)) : words.assignedBy(by(agent_id), by(assignee_id));
}
