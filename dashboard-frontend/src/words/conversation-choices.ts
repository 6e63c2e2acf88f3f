import { catalogue } from "@/lib/words";

/** What there is to choose in the head of a conversation; it comes with the lists. */
const en = {
  assignee: "Who answers",
  findAgent: "Find somebody",
  noAgent: "Nobody is called that.",
  nobody: "Nobody",
  takeIt: "Take it yourself",

  tags: "Tags",
  findTag: "Find or make a tag",
  noTag: "There are no tags yet. Type a name to make one.",
  makeTag: (name: string) => `Make the tag “${name}”`,

  priority: "Priority",
  findPriority: "Find a priority",
  noPriority: "No priority is called that.",

  snooze: "Snooze",
  snoozeUntil: "Snooze until",
  findTime: "Until when?",
  noTime: "Choose one of the times, or a time of your own.",
  until: { hour: "In an hour", tomorrow: "Tomorrow", monday: "Next Monday" },
  untilMessage: "Until the customer writes",
  chooseTime: "At another time…",
  noSuchTime: "Enter a day and a time.",
  timeIsOver: "This time is over. Choose one that is still to come.",
};

export type ChoiceWords = typeof en;
export const choiceWords = catalogue(en, { de: () => import("./conversation-choices.de") });
