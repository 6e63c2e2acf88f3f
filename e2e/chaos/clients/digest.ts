import { createHash } from "node:crypto";

/** The same for equal rows, whatever the order of their fields. */
export function digestOf(row: object): string {
  return createHash("sha1").update(canonical(row)).digest("base64url").slice(0, 10);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join()}}`;
}
