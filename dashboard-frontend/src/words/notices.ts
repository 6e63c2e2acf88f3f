import { catalogue, plural } from "@/lib/words";

const several = plural("en", { one: "News in # conversation", other: "News in # conversations" });

const en = {
  several: (conversations: number) => several(conversations),
  counted: (name: string, count: number) => `${name} (${count})`,
  mentioned: (agent: string, text: string) => `${agent} mentioned you: ${text}`,
  assigned: (text: string) => `Assigned to you: ${text}`,
  more: (names: string, count: number) => `${names} and ${count} more`,
};

export type NoticesWords = typeof en;
export const noticesWords = catalogue(en, { de: () => import("./notices.de") });
