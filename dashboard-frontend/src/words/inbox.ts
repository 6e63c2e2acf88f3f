import { catalogue } from "@/lib/words";

const en = {
  title: "Inbox",
  list: "Conversations",
  listNotLoaded: "The list didn't load",
  loadOlder: "Load older conversations",
  loadingList: "Loading conversations",
  empty: "No conversations yet",
  emptyText: "When a customer writes from your site, the conversation appears here by itself.",
  nothingOpen: "No conversation is open",
  nothingOpenText: "Choose one from the list to read and answer it.",
  customerDetails: "Customer details",
  writer: (name: string) => `${name}: `,
  waitsForYou: "Waits for your answer.",
  notSent: "Not sent",
};

export type InboxWords = typeof en;
export const inboxWords = catalogue(en, { de: () => import("./inbox.de") });
