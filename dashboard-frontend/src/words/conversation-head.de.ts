import type { HeadWords } from "@/words/conversation-head";

const de: HeadWords = {
  lookToo: (names) => {
    const list = new Intl.ListFormat("de", { type: "conjunction" }).format(names);
    return names.length === 1 ? `${list} sieht das auch an` : `${list} sehen das auch an`;
  },

  keyHint: (what, keys) => `${what} (${keys})`,
  resolve: "Erledigen",
  openAgain: "Wieder öffnen",
  resolveOrOpen: "Erledigen oder wieder öffnen",
  waitForCustomer: "Auf den Kunden warten",
  snooze: "Zurückstellen",
  assign: "Zuweisen",
  assignedTo: "Zugewiesen an:",
  nobody: "Niemand",
  takeIt: "Übernehmen",
  priority: "Priorität",
  changePriority: "Priorität ändern",
  priorities: { low: "Niedrig", normal: "Normal", high: "Hoch", urgent: "Dringend" },
  tags: "Tags",
  changeTags: "Tags ändern",
  removeTag: (name) => `Tag ${name} entfernen`,
  more: "Mehr",
  overtaken: "Jemand anderes hat gerade dasselbe geändert, darum ist deine Änderung nicht erfolgt.",
  changeAnyway: "Trotzdem ändern",
  said: {
    resolved: "Erledigt",
    opened: "Wieder offen",
    pending: "Wartet jetzt auf den Kunden",
    took: "Du hast das übernommen",
    assigned: (to) => `Zugewiesen an ${to}`,
    unassigned: "Jetzt hat das niemand",
    priority: (priority) => `Priorität: ${priority}`,
    tagAdded: (name) => `Tag hinzugefügt: ${name}`,
    tagRemoved: (name) => `Tag entfernt: ${name}`,
  },
};

export default de;
