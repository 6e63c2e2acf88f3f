import { catalogue } from "@/lib/words";

const en = {
  title: "Go to a place or a person, or do something",
  placeholder: "A place, a person or what to do",
  empty: "Nothing fits. Conversations and customers are found once they were listed here.",
  recent: "Recent",
  places: "Places",
  conversations: "Conversations",
  customers: "Customers",
};

export type CommandsWords = typeof en;
export const commandsWords = catalogue(en, { de: () => import("./commands.de") });
