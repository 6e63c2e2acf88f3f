import type { CustomerWords } from "@/words/customer";

const de: CustomerWords = {
  title: "Kunde",
  close: "Angaben zum Kunden schließen",
  loading: "Kunde wird geladen",
  email: "E-Mail",
  phone: "Telefon",
  no: (what) => `Keine Angabe: ${what}`,
  copy: (what) => `${what} kopieren`,
  copied: (text) => `${text} kopiert`,
  notCopied: (what, text) => `Dieser Browser lässt uns nicht kopieren. ${what}: ${text}.`,
  beforeChat: "Vor dem Chat",
  thisConversation: "Diese Unterhaltung",
  status: "Status",
  assignedTo: "Zugewiesen an",
  started: "Begonnen",
  lastMessage: "Letzte Nachricht",
  messages: "Nachrichten",
  thisCustomer: "Dieser Kunde",
  firstSeen: "Zuerst gesehen",
};

export default de;
