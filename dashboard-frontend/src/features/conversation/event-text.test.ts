import type { SystemEvent } from "@stonechat/openapi/types";
import { beforeEach, expect, it, vi } from "vitest";
import { message } from "@/tests/rows";
import { textOf } from "./event-text";
import { entriesOf } from "./timeline";

const NAMES: Record<string, string> = { mara: "Mara", jonas: "Jonas" };
const TAGS: Record<string, string> = { billing: "Billing", vip: "VIP" };

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(new Date(2026, 2, 4, 10));
  return () => vi.useRealTimers();
});

function told(event: SystemEvent): string {
  const row = message({ id: "a", seq: 1, kind: "event", author: "system", author_id: null, text: "", event });
  const [entry] = entriesOf([row], [], "mara");
  if (!entry) throw new Error("An event that is known makes an entry.");
  return textOf(
    entry,
    (_, id) => NAMES[id ?? ""] ?? "Agent",
    (id) => TAGS[id],
  );
}

const tags = { type: "tags_changed" as const, added: [], removed: [], agent_id: "mara" };
const status = { type: "status_changed", previous: "open", until: null, agent_id: "mara" } as const;
const assignee = { type: "assignee_changed", previous: null, reason: "by_agent", agent_id: "mara" } as const;

it.each<[string, SystemEvent]>([
  ["Mara added the tag Billing", { ...tags, added: ["billing"] }],
  ["Mara added the tags Billing, VIP", { ...tags, added: ["billing", "vip"] }],
  ["Mara removed the tag VIP", { ...tags, removed: ["vip"] }],
  ["Mara changed the tags", { ...tags, added: ["vip"], removed: ["billing"] }],
  ["Mara changed the tags", { ...tags, removed: ["gone"] }],
  ["Mara resolved this", { ...status, status: "resolved" }],
  ["Mara opened this again", { ...status, status: "open", previous: "resolved" }],
  ["Mara waits for the customer", { ...status, status: "pending" }],
  ["Mara snoozed this until the customer writes", { ...status, status: "snoozed" }],
  [
    "Mara snoozed this until tomorrow at 09:00",
    { ...status, status: "snoozed", until: new Date(2026, 2, 5, 9).toISOString() },
  ],
  ["No longer snoozed", { ...status, status: "open", previous: "snoozed", agent_id: null }],
  ["Opened again by a new message", { ...status, status: "open", previous: "resolved", agent_id: null }],
  ["Mara took this", { ...assignee, assignee_id: "mara" }],
  ["Mara assigned this to Jonas", { ...assignee, assignee_id: "jonas" }],
  ["Mara put this back into the queue", { ...assignee, assignee_id: null }],
  ["Assigned to Jonas", { ...assignee, assignee_id: "jonas", agent_id: null, reason: "round_robin" }],
  ["Waits for another agent", { ...assignee, assignee_id: null, agent_id: null, reason: "agent_left" }],
  ["Waits for an agent", { ...assignee, assignee_id: null, agent_id: null, reason: "reopened" }],
  [
    "Mara set the priority to urgent",
    { type: "priority_changed", priority: "urgent", previous: "normal", agent_id: "mara" },
  ],
  ["Rated 4 of 5: Quick", { type: "rated", rating: 4, text: "Quick" }],
  ["Rated 4 of 5", { type: "rated", rating: 4, text: "" }],
])("says: %s", (sentence, event) => {
  expect(told(event)).toBe(sentence);
});
