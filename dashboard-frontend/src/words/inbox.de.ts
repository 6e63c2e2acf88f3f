import type { InboxWords } from "@/words/inbox";

const de: InboxWords = {
  title: "Posteingang",
  list: "Unterhaltungen",
  listNotLoaded: "Die Liste ließ sich nicht laden",
  loadOlder: "Ältere Unterhaltungen laden",
  loadingList: "Unterhaltungen werden geladen",
  empty: "Noch keine Unterhaltungen",
  emptyText: "Sobald ein Kunde von deiner Website schreibt, erscheint die Unterhaltung hier von selbst.",
  nothingOpen: "Keine Unterhaltung ist geöffnet",
  nothingOpenText: "Wähle eine aus der Liste, um sie zu lesen und zu beantworten.",
  customerDetails: "Angaben zum Kunden",
  writer: (name) => `${name}: `,
  waitsForYou: "Wartet auf deine Antwort.",
  notSent: "Nicht gesendet",
};

export default de;
