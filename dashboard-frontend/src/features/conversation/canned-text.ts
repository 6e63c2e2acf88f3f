/** What a canned response may name; null: not known. */
export interface CannedValues {
  "customer.name": string | null;
  "agent.name": string | null;
  "site.name": string | null;
}

/** The text with what it names filled in. What is not known stays as it is, so that whoever sends it sees the gap. */
export function filledIn(text: string, values: CannedValues): string {
  const known: Readonly<Record<string, string | null>> = { ...values };
  return text.replace(/\{\{\s*([a-z]+\.[a-z]+)\s*\}\}/g, (whole, name: string) => known[name] || whole);
}
