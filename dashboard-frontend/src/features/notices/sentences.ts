import { commonWords } from "@/words/common";
import { noticesWords } from "@/words/notices";
import type { Noteworthy } from "./noteworthy";

const NAMES_SHOWN = 3;
const LONGEST = 160;

export interface Names {
  customer: (id: string) => string;
  /** Undefined for who is not known. */
  agent: (id: string | null) => string | undefined;
}

export interface Notice {
  title: string;
  body: string;
  /** Where a press leads; null: to the inbox. */
  conversationId: string | null;
}

/** One notice for all that came together. */
export function noticeOf(news: readonly Noteworthy[], names: Names): Notice {
  const words = noticesWords.now();
  const conversations = new Set(news.map(({ conversationId }) => conversationId));
  const last = news.findLast(({ why }) => why !== "assigned") ?? news.at(-1);
  if (last && conversations.size === 1) {
    const name = names.customer(last.customerId);
    const messages = news.filter(({ why }) => why === "message").length;
    return {
      title: messages > 1 ? words.counted(name, messages) : name,
      body: sentence(last, names),
      conversationId: last.conversationId,
    };
  }
  const people = [...new Set(news.map(({ customerId }) => names.customer(customerId)))];
  const shown = people.slice(0, NAMES_SHOWN).join(", ");
  const left = people.length - NAMES_SHOWN;
  return {
    title: words.several(conversations.size),
    body: left > 0 ? words.more(shown, left) : shown,
    conversationId: null,
  };
}

function sentence({ why, text, authorId }: Noteworthy, names: Names): string {
  const words = noticesWords.now();
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  if (why === "mention") return words.mentioned(names.agent(authorId) ?? commonWords.now().agent, short);
  return why === "assigned" ? words.assigned(short) : short;
}
