/** On a color of at most this luminance white can be read (4.5:1), and from the other one on our ink. */
const WHITE_UNTIL = 1.05 / 4.5 - 0.05;
const INK_FROM = 0.2202;

/** What the widget writes on its owner's color: white where it can be read, else ink, else black. */
export function textOn(color: string): string {
  const light = luminance(color);
  return light <= WHITE_UNTIL ? "#ffffff" : light < INK_FROM ? "#000000" : "#1c1917";
}

export function isHexColor(text: string): boolean {
  return /^#[0-9a-f]{6}$/.test(text);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
