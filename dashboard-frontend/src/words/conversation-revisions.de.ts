import type { RevisionWords } from "@/words/conversation-revisions";

const de: RevisionWords = {
  copyText: "Text kopieren",
  edit: "Bearbeiten",
  editLabel: "Der Text deiner Nachricht",
  changedMeanwhile: (text) =>
    `Das wurde inzwischen in „${text}“ geändert. Speichere noch einmal, um es zu überschreiben.`,
  delete: "Löschen",
  deleteMessage: "Diese Nachricht löschen?",
  deleteMessageText: "Der Kunde sieht sie dann nicht mehr. Das Team kann weiter nachsehen, was darin stand.",
  deleteNote: "Diese Notiz löschen?",
  deleteNoteText: "Das Team kann weiter nachsehen, was darin stand.",
  messageDeleted: "Nachricht gelöscht",
  noteDeleted: "Notiz gelöscht",
  earlierWords: "Frühere Fassungen",
  noEarlierWords: "Es gibt keine.",
  until: (when) => `Bis ${when}`,
};

export default de;
