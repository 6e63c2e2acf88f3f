export type TextPart = { kind: "text"; text: string } | { kind: "link"; text: string; href: string };

const LINK = /\b(?:https?:\/\/|www\.)[^\s<>"']+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/gi;

/** Splits text into plain parts and links. Only http, https and mail addresses become links. */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const found = withoutClosingMarks(match[0]);
    if (match.index > end) parts.push({ kind: "text", text: text.slice(end, match.index) });
    parts.push({ kind: "link", text: found, href: hrefOf(found) });
    end = match.index + found.length;
  }
  if (end < text.length) parts.push({ kind: "text", text: text.slice(end) });
  return parts;
}

function hrefOf(found: string): string {
  if (/^https?:/i.test(found)) return found;
  return /^www\./i.test(found) ? `https://${found}` : `mailto:${found}`;
}

/** The full stop that ends a sentence and a bracket that was opened before the link are not part of it. */
function withoutClosingMarks(found: string): string {
  let link = found.replace(/[.,;:!?…]+$/, "");
  while (link.endsWith(")") && count(link, ")") > count(link, "(")) link = link.slice(0, -1);
  return link;
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
}
