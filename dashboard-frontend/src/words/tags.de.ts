import type { TagsWords } from "@/words/tags";

const de: TagsWords = {
  title: "Tags",
  lead: "Worte, um Unterhaltungen und Kunden zu ordnen. Das ganze Team verwendet dieselben.",
  make: "Tag hinzufügen",
  notLoaded: "Die Tags ließen sich nicht laden",
  empty: "Noch kein Tag",
  emptyText: "Füge ein paar hinzu, nach denen dein Team später suchen würde, etwa „Rückgabe“ oder „Beschwerde“.",

  makeTitle: "Tag hinzufügen",
  editTitle: (name) => `${name} bearbeiten`,
  name: "Name",
  nameMissing: "Gib dem Tag einen Namen.",
  color: "Farbe",
  pickColor: "Farbe wählen",
  colorWrong: "Schreibe eine Farbe wie #c2410c.",
  save: "Speichern",
  saved: (name) => `${name} ist gespeichert`,

  edit: (name) => `${name} bearbeiten`,
  delete: (name) => `${name} löschen`,
  deleteTitle: (name) => `${name} löschen?`,
  deleteText: "Es verschwindet von allen Unterhaltungen und Kunden. Sie selbst bleiben, wie sie sind.",
  deleted: (name) => `${name} ist gelöscht`,
};

export default de;
