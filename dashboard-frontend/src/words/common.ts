import { catalogue } from "@/lib/words";

const en = {
  cancel: "Cancel",
  close: "Close",
  copied: "Copied",
  copy: "Copy",
  loading: "Loading",
  notCopied: "This browser didn't let us copy. Select the text and copy it yourself.",
  notice: "Notice",
  reload: "Reload",
  save: "Save",
  tryAgain: "Try again",
  tryingAgain: "Trying again…",
  undo: "Undo",
  undone: "Undone",
  visitor: "Visitor",
  agent: "Agent",
  wholeNumber: (least: number, most: number) => `Enter a whole number from ${least} to ${most}.`,
  you: "You",

  boot: {
    starting: "Starting",
    unreachable: "Stonechat can't be reached",
    keepTrying: "We keep trying.",
    tryNow: "Try now",
    notStarted: "Stonechat didn't start",
    noSettings: "We couldn't load its settings. Check your connection.",
    notOpened: "This page didn't open",
    updated: "Stonechat may have just been updated. Reload to go on; what you typed is kept.",
  },

  rail: {
    label: "Main",
    inbox: "Inbox",
    customers: "Customers",
    settings: "Settings",
    commands: "Go to",
    shortcuts: "Keyboard shortcuts",
    account: (name: string, availability: string) => `You: ${name}, ${availability}, account`,
    profile: "Your profile",
    online: "Online",
    away: "Away",
    offline: "Offline",
    signOut: "Sign out",
    stillSignedIn: "We couldn't reach the server, so you're still signed in. Try again.",
  },

  keys: {
    everywhere: "Everywhere",
    lead: "They work wherever you don't type.",
    single: "Shortcuts of single letters",
    singleHint: "Switch them off when your keyboard or voice control presses them by accident.",
    goToInbox: "Go to the inbox",
    goToCustomers: "Go to the customers",
    goToSettings: "Go to the settings",
    commands: "Find and do anything",
  },

  notFound: {
    title: "There is nothing here",
    text: "The address may be mistyped.",
    toInbox: "Go to the inbox",
  },

  connection: {
    reconnecting: "Reconnecting…",
    reconnectingHint: "What you see may be a little old. What you write is kept and sent when the connection is back.",
    stopped: "Live updates are off",
    stoppedHint: "What others write shows after a reload. What you write is still sent.",
  },

  status: {
    open: "Open",
    pending: "Waiting for the customer",
    snoozed: "Snoozed",
    resolved: "Resolved",
  },

  problem: {
    unreachable: "We can't reach the server. Check your connection and try again.",
    tooMuch: "That was a lot at once. Wait a moment and try again.",
    server: "The server has a problem. Try again in a moment.",
    other: "That didn't work. Try again.",
    /** Null: what the API says of a field is said as it is. */
    field: null as string | null,
  },
  /** The API says in English what was wrong; other languages have a sentence of their own for each code, */
  problems: {} as Partial<Record<string, string>>,
  /** and for what people meet at fields. Whatever is not here is said in general. */
  fieldProblems: {} as Partial<Record<string, string>>,
};

export type CommonWords = typeof en;
export const commonWords = catalogue(en, { de: () => import("./common.de") });
