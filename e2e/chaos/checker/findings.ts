/** What was found, each kind with its first few cases: thousands of the same say no more than some. */
const SHOWN = 5;

export class Findings {
  readonly #cases = new Map<string, string[]>();
  readonly counts: Record<string, number> = {};

  /** A rule was broken, here. */
  add(rule: string, where: string): void {
    const cases = this.#cases.get(rule) ?? [];
    cases.push(where);
    this.#cases.set(rule, cases);
  }

  count(what: string, more = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + more;
  }

  list(): string[] {
    return [...this.#cases].map(([rule, cases]) => {
      const more = cases.length > SHOWN ? ` … and ${cases.length - SHOWN} more` : "";
      return `${rule} (${cases.length}): ${cases.slice(0, SHOWN).join("; ")}${more}`;
    });
  }
}
