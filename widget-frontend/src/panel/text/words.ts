import { type Speech, speechOf } from "./speech";

/** All that the panel says, in English. The folder catalogues has the same in the other languages. */
export const english = ({ number, plural }: Speech<"one" | "other">) => ({
  today: "Today",
  yesterday: "Yesterday",
  todayToCome: "today",
  tomorrow: "tomorrow",
  onWeekday: (day: string): string => `on ${day}`,
  onDate: (day: string): string => `on ${day}`,
  at: (day: string, time: string): string => `${day} at ${time}`,
  away: "We’re away right now.",
  backAt: (when: string): string => `We’re back ${when}.`,
  chat: "Chat",
  close: "Close chat",
  conversation: "Conversation",
  replyHere: "We reply right here.",
  formTitle: "Start a conversation",
  optional: "optional",
  message: "Message",
  start: "Start chat",
  starting: "Starting…",
  checkFields: "Please check the marked fields.",
  messageNeeded: "Write what you would like to ask.",
  needed: (label: string): string => `${label} is needed.`,
  choose: "Choose one of these.",
  chooseHere: "Choose…",
  noAnswer: "No answer",
  tick: "Tick this box to go on.",
  badEmail: "Enter an email address like name@example.com.",
  badPhone: "Enter a phone number with at least 5 digits and no letters.",
  tooLong: (limit: number): string => `Use ${number(limit)} characters or fewer.`,
  write: "Write a message",
  send: "Send",
  tooManyCharacters: (count: number): string =>
    `${number(count)} ${plural(count, { one: "character", other: "characters" })} too many.`,
  sending: "Sending…",
  sent: "Sent",
  delivered: "Delivered",
  read: "Read",
  typing: (name: string): string => `${name} is writing…`,
  notSent: "Not sent.",
  tryAgain: "Try again",
  edit: "Edit",
  you: "You",
  deleted: "This message was deleted.",
  over: "This conversation is over.",
  overKept: "What you wrote was not sent. It goes along into a new conversation.",
  startAnew: "Start a new conversation",
  offline: "You’re offline. We’ll send your messages when you’re back.",
  reconnecting: "Connecting again…",
  refused: "Live updates are off. Reload the page to connect again.",
  loading: "Loading",
  loadingOlder: "Loading earlier messages",
  unavailable: "Chat is not available on this page.",
  unreachable: "The chat can’t be reached right now. Your connection may be down.",
  newMessages: "New messages",
});

export type Words = ReturnType<typeof english>;

/** What the panel says, in the language that it speaks right now. */
export let words: Words = english(speechOf("en"));

/** Whose dates and numbers go with the words. */
export let locale = "en";

export function say(next: Words, itsLocale: string): void {
  words = next;
  locale = itsLocale;
}
