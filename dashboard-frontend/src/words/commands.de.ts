import type { CommandsWords } from "@/words/commands";

const de: CommandsWords = {
  title: "Zu einem Ort oder einer Person gehen oder etwas tun",
  placeholder: "Ein Ort, eine Person oder was du tun willst",
  empty: "Nichts passt. Unterhaltungen und Kunden findest du hier, sobald sie einmal aufgelistet waren.",
  recent: "Zuletzt",
  places: "Orte",
  conversations: "Unterhaltungen",
  customers: "Kunden",
};

export default de;
