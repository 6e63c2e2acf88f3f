/** Every word that was typed is found somewhere, without regard to case and accents. */
export function matches(typed: string, ...texts: readonly (string | undefined)[]): boolean {
  const within = plain(texts.filter(Boolean).join(" "));
  return plain(typed)
    .split(/\s+/)
    .every((word) => within.includes(word));
}

function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLocaleLowerCase();
}
