import { catalogue } from "@/lib/words";

/** What is said where messages are copied, edited, deleted and looked up. */
const en = {
  copyText: "Copy text",
  edit: "Edit",
  editLabel: "The words of your message",
  changedMeanwhile: (text: string) => `This was changed to “${text}” meanwhile. Save once more to write over it.`,
  delete: "Delete",
  deleteMessage: "Delete this message?",
  deleteMessageText: "The customer no longer sees it. Your team can still look up what it said.",
  deleteNote: "Delete this note?",
  deleteNoteText: "Your team can still look up what it said.",
  messageDeleted: "Message deleted",
  noteDeleted: "Note deleted",
  earlierWords: "Earlier words",
  noEarlierWords: "There are none.",
  until: (when: string) => `Until ${when}`,
};

export type RevisionWords = typeof en;
export const revisionWords = catalogue(en, { de: () => import("./conversation-revisions.de") });
