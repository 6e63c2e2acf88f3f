import { plural } from "@/lib/words";
import type { NoticesWords } from "@/words/notices";

const several = plural("de", { one: "Neues in # Unterhaltung", other: "Neues in # Unterhaltungen" });

const de: NoticesWords = {
  several: (conversations) => several(conversations),
  counted: (name, count) => `${name} (${count})`,
  mentioned: (agent, text) => `${agent} hat dich erwähnt: ${text}`,
  assigned: (text) => `Dir zugewiesen: ${text}`,
  more: (names, count) => `${names} und ${count} weitere`,
};

export default de;
