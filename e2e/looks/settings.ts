export interface Settings {
  /** Beginnings of names; none means all. */
  only: string[];
  widths: number[];
  themes: ("light" | "dark")[];
  language: "en" | "de";
  /** Lines run from right to left, in whatever language. */
  rtl: boolean;
}

export const WIDTHS = [390, 1024, 1440];

/** What was asked for on the command line; what was not said is everything. */
export function settingsFrom(args: readonly string[]): Settings {
  const settings: Settings = { only: [], widths: [], themes: [], language: "en", rtl: false };
  for (const arg of args) {
    const [, name = "", value = ""] = /^--([a-z]+)(?:=(.*))?$/.exec(arg) ?? [];
    if (name === "rtl" && value === "") settings.rtl = true;
    else if (name === "only" && value) settings.only.push(value);
    else if (name === "width" && /^[1-9]\d{2,3}$/.test(value)) settings.widths.push(Number(value));
    else if (name === "theme" && (value === "light" || value === "dark")) settings.themes.push(value);
    else if (name === "language" && (value === "en" || value === "de")) settings.language = value;
    else throw new Error(`${arg} is no setting; there are --only=, --width=, --theme=, --language= and --rtl`);
  }
  if (settings.widths.length === 0) settings.widths = WIDTHS;
  if (settings.themes.length === 0) settings.themes = ["light", "dark"];
  return settings;
}
