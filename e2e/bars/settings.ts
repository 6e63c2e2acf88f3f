export interface Settings {
  /** How often each figure is measured. */
  rounds: number;
  /** Only what needs no clock: for CI, whose machine is busy. */
  quick: boolean;
  /** Names of measures; none means all. */
  only: string[];
}

const ROUNDS = 9;

/** `quick`: those of the measures that need no clock. */
export function settingsFrom(args: readonly string[], measures: readonly string[], quick: readonly string[]): Settings {
  const settings: Settings = { rounds: ROUNDS, quick: false, only: [] };
  for (const arg of args) {
    const [, name = "", value = ""] = /^--([a-z]+)(?:=(.*))?$/.exec(arg) ?? [];
    if (name === "quick" && value === "") settings.quick = true;
    else if (name === "rounds" && /^[1-9]\d?$/.test(value)) settings.rounds = Number(value);
    else if (name === "only" && measures.includes(value)) settings.only.push(value);
    else throw new Error(`${arg} is no setting; there are --rounds=9, --quick and --only= ${measures.join(", ")}`);
  }
  const slow = settings.quick ? settings.only.filter((name) => !quick.includes(name)) : [];
  if (slow.length > 0) throw new Error(`--quick is for ${quick.join(" and ")}, so nothing of ${slow.join(", ")}`);
  return settings;
}
