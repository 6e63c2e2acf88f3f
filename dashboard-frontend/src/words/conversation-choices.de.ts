import type { ChoiceWords } from "@/words/conversation-choices";

const de: ChoiceWords = {
  assignee: "Wer antwortet",
  findAgent: "Jemanden suchen",
  noAgent: "So heißt niemand.",
  nobody: "Niemand",
  takeIt: "Selbst übernehmen",

  tags: "Tags",
  findTag: "Tag suchen oder anlegen",
  noTag: "Es gibt noch keine Tags. Gib einen Namen ein, um eines anzulegen.",
  makeTag: (name) => `Tag „${name}“ anlegen`,

  priority: "Priorität",
  findPriority: "Priorität suchen",
  noPriority: "So heißt keine Priorität.",

  snooze: "Zurückstellen",
  snoozeUntil: "Zurückstellen bis",
  findTime: "Bis wann?",
  noTime: "Wähle eine der Zeiten oder eine eigene.",
  until: { hour: "In einer Stunde", tomorrow: "Morgen", monday: "Nächsten Montag" },
  untilMessage: "Bis der Kunde schreibt",
  chooseTime: "Zu einer anderen Zeit…",
  noSuchTime: "Gib einen Tag und eine Uhrzeit ein.",
  timeIsOver: "Diese Zeit ist vorbei. Wähle eine, die noch kommt.",
};

export default de;
