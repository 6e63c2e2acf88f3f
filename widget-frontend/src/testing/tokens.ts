import styles from "../panel/styles/tokens.css?raw";

/** The colors of one theme as the style sheet has them, by name, as #rrggbb. */
export function tokensOf(theme: "light" | "dark"): Record<string, string> {
  const [light = "", dark = ""] = styles.split('[data-theme="dark"]');
  const found: Record<string, string> = {};
  for (const [, name = "", value = ""] of (theme === "light" ? light : dark).matchAll(/--([\w-]+): (.+);/g)) {
    const parts = /^oklch\((\S+) (\S+) (\S+)\)$/.exec(value);
    if (parts) found[name] = fromOklch(Number(parts[1]), Number(parts[2]), Number(parts[3]));
    else if (value.startsWith("#")) found[name] = value;
  }
  return found;
}

/** By the matrices of CSS Color 4. */
function fromOklch(lightness: number, chroma: number, hue: number): string {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${linear.map((share) => hex(share <= 0.0031308 ? 12.92 * share : 1.055 * share ** (1 / 2.4) - 0.055)).join("")}`;
}

function hex(share: number): string {
  return Math.round(Math.min(1, Math.max(0, share)) * 255)
    .toString(16)
    .padStart(2, "0");
}
