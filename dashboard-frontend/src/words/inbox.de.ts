import { plural } from "@/lib/words";
import type { InboxWords } from "@/words/inbox";

const seeUnassigned = plural("de", { other: "# ansehen, die niemand übernommen hat" });
const changed = plural("de", { one: "# Unterhaltung geändert", other: "# Unterhaltungen geändert" });

const de: InboxWords = {
  title: "Posteingang",
  list: "Unterhaltungen",
  listNotLoaded: "Die Liste ließ sich nicht laden",
  loadMore: "Weitere Unterhaltungen laden",
  loadingList: "Unterhaltungen werden geladen",
  views: "Listen",
  view: { mine: "Meine", unassigned: "Offen für alle", all: "Alle", snoozed: "Zurückgestellt", resolved: "Erledigt" },
  emptyView: {
    mine: {
      title: "Auf dich wartet nichts",
      text: "Unterhaltungen, die du beantworten sollst, erscheinen hier von selbst.",
    },
    unassigned: { title: "Um alles kümmert sich jemand", text: "Was noch niemand übernommen hat, erscheint hier." },
    all: {
      title: "Keine offenen Unterhaltungen",
      text: "Sobald ein Kunde von deiner Website schreibt, erscheint die Unterhaltung hier von selbst.",
    },
    snoozed: {
      title: "Nichts ist zurückgestellt",
      text: "Was du zurückstellst, wartet hier und kommt zu seiner Zeit wieder, oder wenn der Kunde schreibt.",
    },
    resolved: { title: "Noch nichts ist erledigt", text: "Was erledigt ist, bleibt hier erhalten." },
  },
  seeUnassigned: (count) => seeUnassigned(count),
  filter: "Filtern und sortieren",
  removeFilter: (what) => `Entfernen: ${what}`,
  order: "Reihenfolge",
  orders: { newest: "Neueste zuerst", oldest: "Älteste zuerst", waiting: "Am längsten wartend" },
  tag: "Tag",
  anyTag: "Alle Tags",
  goneTag: "Gelöschtes Tag",
  site: "Website",
  anySite: "Alle Websites",
  counted: (label, count) => `${label} (${count})`,
  nothingFits: "Nichts passt",
  nothingFitsText: "Keine Unterhaltung dieser Liste hat dieses Tag und diese Website.",
  showAll: "Alle zeigen",
  choose: (name) => `Unterhaltung mit ${name} auswählen`,
  chosen: (count) => `${count} ausgewählt`,
  clearSelection: "Auswahl aufheben",
  assign: "Zuweisen",
  findAgent: "Jemanden suchen",
  noAgent: "So heißt niemand.",
  nobody: "Niemand",
  addTag: "Tag hinzufügen",
  findTag: "Tag suchen",
  noTag: "So heißt kein Tag.",
  priority: "Priorität",
  priorities: { low: "Niedrig", normal: "Normal", high: "Hoch", urgent: "Dringend" },
  changeStatus: "Status ändern",
  changed: (count) => changed(count),
  nextRow: "Nächste Unterhaltung",
  previousRow: "Vorige Unterhaltung",
  chooseRow: "Unterhaltung auswählen",
  writing: "Schreibt…",
  agentWriting: (name) => `${name} schreibt…`,
  unread: "ungelesen",
  waitsSince: "Wartet auf eine Antwort",
  nothingOpen: "Keine Unterhaltung ist geöffnet",
  nothingOpenText: "Wähle eine aus der Liste, um sie zu lesen und zu beantworten.",
  customerDetails: "Angaben zum Kunden",
  writer: (name) => `${name}: `,
  waitsForYou: "Wartet auf deine Antwort.",
  notSent: "Nicht gesendet",
};

export default de;
