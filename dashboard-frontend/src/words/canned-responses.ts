import { catalogue } from "@/lib/words";

const en = {
  title: "Canned responses",
  lead: "Answers that you write often. Type / and the shortcut while you answer.",
  make: "Add a response",
  search: "Search for words or a shortcut",
  notLoaded: "The responses didn't load",
  empty: "No canned response yet",
  emptyText: "Save an answer that you keep writing, such as opening hours or how returns work.",
  nothingFound: "Nothing has these words.",
  shared: "For everybody",
  mine: "Only mine",

  makeTitle: "Add a canned response",
  editTitle: (shortcut: string) => `Edit /${shortcut}`,
  shortcut: "Shortcut",
  shortcutHint: "Letters, digits, _ and -, without the slash.",
  shortcutMissing: "Give it a shortcut.",
  shortcutWrong: "Use letters, digits, _ and - only.",
  text: "Text",
  textHint: "{{customer.name}}, {{agent.name}} and {{site.name}} are filled in when you use it.",
  textMissing: "Write what it says.",
  share: "For everybody on the team",
  shareHint: "Only you and admins can change it then.",
  save: "Save",
  saved: (shortcut: string) => `/${shortcut} is saved`,

  edit: (shortcut: string) => `Edit /${shortcut}`,
  delete: (shortcut: string) => `Delete /${shortcut}`,
  deleteTitle: (shortcut: string) => `Delete /${shortcut}?`,
  deleteShared: "Nobody on the team can use it any more.",
  deleteMine: "What was sent with it stays.",
  deleted: (shortcut: string) => `/${shortcut} is deleted`,
};

export type CannedResponsesWords = typeof en;
export const cannedResponsesWords = catalogue(en, { de: () => import("./canned-responses.de") });
