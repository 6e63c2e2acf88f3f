import { catalogue, plural } from "@/lib/words";

const en = {
  pane: "Conversation",
  back: "Back to the inbox",
  customerDetails: "Customer details",
  missing: "This conversation isn't here",
  missingText: "The link may be mistyped, or the conversation was erased.",
  toInbox: "Go to the inbox",
  notLoaded: "The conversation didn't load",
  isWriting: (name: string) => `${name} is writing…`,
  isWritingNote: (name: string) => `${name} is writing a note…`,

  snoozedUntil: (when: string) => `Snoozed until ${when}`,
  snoozedUntilMessage: "Snoozed until the customer writes",

  messages: "Messages",
  newLine: "New",
  unreadAbove: plural("en", { one: "# new message", other: "# new messages" }),
  messageActions: "What to do with this message",
  whatItSaid: "What it said",
  messagesNotLoaded: "The messages didn't load",
  loadingMessages: "Loading messages",
  loadOlder: "Load older messages",
  loadingOlder: "Loading older messages",
  newMessages: "New messages",
  note: "Note",
  noteReadOut: "Note, ",
  onlyAgents: "only agents see it",
  deleted: "This message was deleted.",
  edited: "edited",

  whatToWrite: "What to write",
  reply: "Reply",
  onlyAgentsSeeThis: "Only agents see this",
  noteLabel: "Note for other agents",
  notePlaceholder: "Write a note for your team",
  replyTo: (name: string) => `Reply to ${name}`,
  addNote: "Add note",
  send: "Send",
  tooLong: plural("en", {
    one: "# character too long. Shorten it to send.",
    other: "# characters too long. Shorten it to send.",
  }),
  charactersLeft: plural("en", { one: "# character left", other: "# characters left" }),
  keysHint: (note: boolean) => `Enter to send, / for canned responses${note ? ", @ to call a colleague" : ""}`,
  writeReply: "Write a reply",
  writeNote: "Write a note",
  cannedResponses: "Canned responses",
  colleagues: "Colleagues",
  suggested: plural("en", { one: "# suggestion", other: "# suggestions" }),
  emoji: "Emoji",
  writesToo: (names: string[]) => {
    const list = new Intl.ListFormat("en", { type: "conjunction" }).format(names);
    return names.length === 1 ? `${list} is writing a reply, too.` : `${list} are writing a reply, too.`;
  },
  notKept: "This browser couldn't keep your message. Your text is still here; try again.",

  sent: "Sent",
  savedNote: "Saved",
  delivered: "Delivered",
  read: "Read",
  sending: "Sending…",
  sentLater: "Will be sent when you're back online",
  notSent: "Not sent.",
  discard: "Discard",
  noteDiscarded: "Note discarded",
  messageDiscarded: "Message discarded",
  refused: "The server refused it.",

  event: {
    tagsAdded: (who: string, names: string[]) =>
      names.length === 1 ? `${who} added the tag ${names[0]}` : `${who} added the tags ${names.join(", ")}`,
    tagsRemoved: (who: string, names: string[]) =>
      names.length === 1 ? `${who} removed the tag ${names[0]}` : `${who} removed the tags ${names.join(", ")}`,
    tagsChanged: (who: string) => `${who} changed the tags`,
    priorityChanged: (who: string, priority: "normal" | "high" | "urgent" | "low") =>
      `${who} set the priority to ${priority}`,
    rated: (stars: number) => `Rated ${stars} of 5`,
    ratedSaying: (stars: number, text: string) => `Rated ${stars} of 5: ${text}`,
    noLongerSnoozed: "No longer snoozed",
    openedByMessage: "Opened again by a new message",
    opened: (who: string) => `${who} opened this again`,
    pending: (who: string) => `${who} waits for the customer`,
    snoozed: (who: string) => `${who} snoozed this until the customer writes`,
    snoozedUntil: (who: string, when: string) => `${who} snoozed this until ${when}`,
    resolved: (who: string) => `${who} resolved this`,
    queued: (who: string) => `${who} put this back into the queue`,
    waitsForAnother: "Waits for another agent",
    waitsForAgent: "Waits for an agent",
    assigned: (to: string) => `Assigned to ${to}`,
    took: (who: string) => `${who} took this`,
    assignedBy: (who: string, to: string) => `${who} assigned this to ${to}`,
  },
};

export type ConversationWords = typeof en;
export const conversationWords = catalogue(en, { de: () => import("./conversation.de") });
