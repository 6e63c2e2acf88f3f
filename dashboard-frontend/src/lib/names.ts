interface Person {
  name: string | null;
  email: string | null;
  phone: string | null;
}

/** What to call somebody who may have told us nothing about themselves. */
export function displayName(person: Person | undefined): string {
  return person?.name?.trim() || person?.email || person?.phone || "Visitor";
}

export function initials(name: string): string {
  const words = name
    .replace(/@.*$/, "")
    .split(/[\s._-]+/)
    .filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => Array.from(word ?? "?")[0]?.toLocaleUpperCase() ?? "").join("");
}
