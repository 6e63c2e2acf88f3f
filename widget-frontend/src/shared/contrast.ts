const VISIBLE = 3;

/** On a color of at most this luminance white can be read (4.5:1), and from the other one on our ink. */
const WHITE_UNTIL = 1.05 / 4.5 - 0.05;
const INK_FROM = 0.2202;

/** White where it can be read on the color, else ink, else black: one of them always can. */
export function textOn(color: string): string {
  const light = luminance(color);
  return light <= WHITE_UNTIL ? "#ffffff" : light < INK_FROM ? "#000000" : "#1c1917";
}

/** Whether a shape of one color stands out from the other. */
export function standsOut(color: string, background: string): boolean {
  return contrast(color, background) >= VISIBLE;
}

export function isHexColor(text: string | null | undefined): text is string {
  return Boolean(text) && /^#[0-9a-f]{6}$/i.test(text as string);
}

/** The contrast ratio of WCAG 2, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red, green, blue] = channelsOf(color).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** As `color-mix(in srgb, …)` mixes them; `share`: of the other. */
export function mix(color: string, other: string, share: number): string {
  const channels = channelsOf(color).map((channel, at) => channel * (1 - share) + (channelsOf(other)[at] ?? 0) * share);
  return `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, "0")).join("")}`;
}

function channelsOf(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}
