export interface HeaderRule {
  path: string;
  headers: Record<string, string>;
}

/** All rules that match apply in order, later ones win. */
export function headersFor(rules: readonly HeaderRule[], path: string): Record<string, string> {
  const applied: Record<string, string> = {};
  for (const rule of rules) {
    if (matches(rule.path, path)) Object.assign(applied, rule.headers);
  }
  return applied;
}

function matches(pattern: string, path: string): boolean {
  return pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
}
