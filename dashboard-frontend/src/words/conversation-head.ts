import { catalogue } from "@/lib/words";

/** What is done to a conversation as a whole. */
const en = {
  lookToo: (names: string[]) => {
    const list = new Intl.ListFormat("en", { type: "conjunction" }).format(names);
    return names.length === 1 ? `${list} looks at this too` : `${list} look at this too`;
  },

  keyHint: (what: string, keys: string) => `${what} (${keys})`,
  resolve: "Resolve",
  openAgain: "Open again",
  resolveOrOpen: "Resolve, or open again",
  waitForCustomer: "Wait for the customer",
  snooze: "Snooze",
  assign: "Assign",
  assignedTo: "Assigned to:",
  nobody: "Nobody",
  takeIt: "Take it",
  priority: "Priority",
  changePriority: "Change the priority",
  priorities: { low: "Low", normal: "Normal", high: "High", urgent: "Urgent" },
  tags: "Tags",
  changeTags: "Change the tags",
  removeTag: (name: string) => `Remove the tag ${name}`,
  more: "More",
  overtaken: "Somebody else just changed the same thing, so yours was not done.",
  changeAnyway: "Do it anyway",
  said: {
    resolved: "Resolved",
    opened: "Open again",
    pending: "Waits for the customer now",
    took: "This is yours now",
    assigned: (to: string) => `Assigned to ${to}`,
    unassigned: "Nobody has this now",
    priority: (priority: string) => `Priority: ${priority}`,
    tagAdded: (name: string) => `Tag added: ${name}`,
    tagRemoved: (name: string) => `Tag removed: ${name}`,
  },
};

export type HeadWords = typeof en;
export const headWords = catalogue(en, { de: () => import("./conversation-head.de") });
