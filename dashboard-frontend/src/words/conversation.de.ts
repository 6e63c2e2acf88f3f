import { plural } from "@/lib/words";
import type { ConversationWords } from "@/words/conversation";

const PRIORITIES = { low: "niedrig", normal: "normal", high: "hoch", urgent: "dringend" };

const de: ConversationWords = {
  pane: "Unterhaltung",
  back: "Zurück zum Posteingang",
  customerDetails: "Angaben zum Kunden",
  missing: "Diese Unterhaltung ist nicht hier",
  missingText: "Vielleicht ist der Link falsch geschrieben, oder die Unterhaltung wurde gelöscht.",
  toInbox: "Zum Posteingang",
  notLoaded: "Die Unterhaltung ließ sich nicht laden",
  isWriting: (name) => `${name} schreibt…`,
  isWritingNote: (name) => `${name} schreibt eine Notiz…`,

  snoozedUntil: (when) => `Zurückgestellt bis ${when}`,
  snoozedUntilMessage: "Zurückgestellt, bis der Kunde schreibt",

  messages: "Nachrichten",
  newLine: "Neu",
  unreadAbove: plural("de", { one: "# neue Nachricht", other: "# neue Nachrichten" }),
  messageActions: "Was mit dieser Nachricht geschehen soll",
  whatItSaid: "Was darin stand",
  messagesNotLoaded: "Die Nachrichten ließen sich nicht laden",
  loadingMessages: "Nachrichten werden geladen",
  loadOlder: "Ältere Nachrichten laden",
  loadingOlder: "Ältere Nachrichten werden geladen",
  newMessages: "Neue Nachrichten",
  note: "Notiz",
  noteReadOut: "Notiz, ",
  onlyAgents: "nur für das Team",
  deleted: "Diese Nachricht wurde gelöscht.",
  edited: "bearbeitet",

  whatToWrite: "Was du schreibst",
  reply: "Antwort",
  onlyAgentsSeeThis: "Nur das Team sieht das",
  noteLabel: "Notiz für das Team",
  notePlaceholder: "Schreibe eine Notiz für dein Team",
  replyTo: (name) => `Antwort an ${name}`,
  addNote: "Notiz speichern",
  send: "Senden",
  tooLong: plural("de", {
    one: "# Zeichen zu lang. Kürze den Text, um ihn zu senden.",
    other: "# Zeichen zu lang. Kürze den Text, um ihn zu senden.",
  }),
  charactersLeft: plural("de", { one: "Noch # Zeichen", other: "Noch # Zeichen" }),
  keysHint: (note) => `Enter sendet, / für Textbausteine${note ? ", @ ruft jemanden aus dem Team" : ""}`,
  writeReply: "Antwort schreiben",
  writeNote: "Notiz schreiben",
  cannedResponses: "Textbausteine",
  colleagues: "Teammitglieder",
  suggested: plural("de", { one: "# Vorschlag", other: "# Vorschläge" }),
  emoji: "Emoji",
  writesToo: (names) => {
    const list = new Intl.ListFormat("de", { type: "conjunction" }).format(names);
    return names.length === 1
      ? `${list} schreibt auch gerade eine Antwort.`
      : `${list} schreiben auch gerade eine Antwort.`;
  },
  notKept: "Dieser Browser konnte deine Nachricht nicht behalten. Dein Text ist noch hier; versuche es noch einmal.",

  sent: "Gesendet",
  savedNote: "Gespeichert",
  delivered: "Zugestellt",
  read: "Gelesen",
  sending: "Wird gesendet…",
  sentLater: "Wird gesendet, sobald du wieder online bist",
  notSent: "Nicht gesendet.",
  discard: "Verwerfen",
  noteDiscarded: "Notiz verworfen",
  messageDiscarded: "Nachricht verworfen",
  refused: "Der Server hat sie abgelehnt.",

  event: {
    tagsAdded: (who, names) =>
      names.length === 1
        ? `${who} hat das Tag ${names[0]} hinzugefügt`
        : `${who} hat die Tags ${names.join(", ")} hinzugefügt`,
    tagsRemoved: (who, names) =>
      names.length === 1
        ? `${who} hat das Tag ${names[0]} entfernt`
        : `${who} hat die Tags ${names.join(", ")} entfernt`,
    tagsChanged: (who) => `${who} hat die Tags geändert`,
    priorityChanged: (who, priority) => `${who} hat die Priorität auf „${PRIORITIES[priority]}“ gesetzt`,
    rated: (stars) => `Bewertet mit ${stars} von 5`,
    ratedSaying: (stars, text) => `Bewertet mit ${stars} von 5: ${text}`,
    noLongerSnoozed: "Nicht mehr zurückgestellt",
    openedByMessage: "Durch eine neue Nachricht wieder geöffnet",
    opened: (who) => `${who} hat das wieder geöffnet`,
    pending: (who) => `${who} wartet auf den Kunden`,
    snoozed: (who) => `${who} hat das zurückgestellt, bis der Kunde schreibt`,
    snoozedUntil: (who, when) => `${who} hat das bis ${when} zurückgestellt`,
    resolved: (who) => `${who} hat das erledigt`,
    queued: (who) => `${who} hat das in die Warteschlange zurückgegeben`,
    waitsForAnother: "Wartet auf ein anderes Teammitglied",
    waitsForAgent: "Wartet auf ein Teammitglied",
    assigned: (to) => `Zugewiesen an ${to}`,
    took: (who) => `${who} hat das übernommen`,
    assignedBy: (who, to) => `${who} hat das ${to} zugewiesen`,
  },
};

export default de;
