import type { CannedResponsesWords } from "@/words/canned-responses";

const de: CannedResponsesWords = {
  title: "Textbausteine",
  lead: "Antworten, die du oft schreibst. Tippe beim Antworten / und das Kürzel.",
  make: "Textbaustein hinzufügen",
  search: "Nach Worten oder Kürzel suchen",
  notLoaded: "Die Textbausteine ließen sich nicht laden",
  empty: "Noch kein Textbaustein",
  emptyText: "Speichere eine Antwort, die du immer wieder schreibst, etwa die Öffnungszeiten oder wie Rückgaben gehen.",
  nothingFound: "Nichts hat diese Worte.",
  shared: "Für alle",
  mine: "Nur meiner",

  makeTitle: "Textbaustein hinzufügen",
  editTitle: (shortcut) => `/${shortcut} bearbeiten`,
  shortcut: "Kürzel",
  shortcutHint: "Buchstaben, Ziffern, _ und -, ohne den Schrägstrich.",
  shortcutMissing: "Gib ihm ein Kürzel.",
  shortcutWrong: "Nimm nur Buchstaben, Ziffern, _ und -.",
  text: "Text",
  textHint: "{{customer.name}}, {{agent.name}} und {{site.name}} werden beim Verwenden ausgefüllt.",
  textMissing: "Schreibe, was darin steht.",
  share: "Für alle im Team",
  shareHint: "Ändern können ihn dann nur du und Admins.",
  save: "Speichern",
  saved: (shortcut) => `/${shortcut} ist gespeichert`,

  edit: (shortcut) => `/${shortcut} bearbeiten`,
  delete: (shortcut) => `/${shortcut} löschen`,
  deleteTitle: (shortcut) => `/${shortcut} löschen?`,
  deleteShared: "Niemand im Team kann ihn mehr verwenden.",
  deleteMine: "Was damit gesendet wurde, bleibt.",
  deleted: (shortcut) => `/${shortcut} ist gelöscht`,
};

export default de;
