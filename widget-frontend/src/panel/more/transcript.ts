import type { Message } from "@stonechat/openapi/types";
import { exactTimeOf } from "../text/dates";
import { words } from "../text/words";

/** A conversation as plain text, as somebody keeps it or sends it on. */
export function transcriptOf(
  title: string,
  messages: readonly Message[],
  nameOf: (id: string | null) => string,
): string {
  const entries = messages.map(({ author, author_id, text, created_at, deleted_at }) => {
    const name = author === "customer" ? words.you : author === "agent" ? nameOf(author_id) : title;
    return `${name}, ${exactTimeOf(created_at)}\n${deleted_at === null ? text : words.deleted}\n`;
  });
  return [`${title}\n`, ...entries].join("\n");
}
