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
  toNewest: "To the newest message",
  back: "All conversations",
  conversations: "Your conversations",
  noConversations: "You have no conversations yet.",
  moreConversations: "Show earlier conversations",
  unreadCount: (count: number): string => `${number(count)} unread`,
  done: "Done",
  rate: "How was this conversation?",
  ratings: ["Very bad", "Bad", "Fine", "Good", "Very good"],
  ofFive: (rating: number): string => `${number(rating)} of ${number(5)}`,
  rateText: "What should we know?",
  rateSend: "Send rating",
  rateThanks: "Thank you for rating.",
  rateChange: "Change",
  rateFailed: "Your rating could not be sent. Try again.",
  options: "Options",
  soundOff: "Turn sound off",
  soundOn: "Turn sound on",
  transcript: "Download transcript",
  transcriptFailed: "The transcript could not be loaded. Try again.",
  leaveMessage: "Leave a message",
  leaveHere: "Leave a message. We’ll answer right here.",
  nobodyThere: "We’ll answer you here.",
  blocked: "The team takes no messages from here any more.",
  notKept:
    "Your browser doesn’t save this chat. It lasts as long as this page is open; after that we can’t find it again.",
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
