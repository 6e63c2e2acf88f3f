import type { Position } from "../bridge";
import { isHexColor } from "../shared/contrast";

/** What the site's owner wrote on the tag. */
export interface Tag {
  siteId: string;
  /** The folder that widget.js lies in, with a closing slash. */
  base: string;
  api: string | null;
  color: string | null;
  position: Position | null;
  label: string;
}

/** Tag managers drop unknown attributes, so everything may also stand in the address: widget.js?site=… */
export function readTag(script: HTMLScriptElement): Tag | null {
  const address = new URL(script.src, location.href);
  const read = (name: string): string | null => script.dataset[name] || address.searchParams.get(name);
  const siteId = read("site");
  if (!siteId) return null;
  const color = read("color");
  const position = read("position");
  return {
    siteId,
    base: new URL(".", address).href.split("?", 1)[0] ?? "",
    api: read("api")?.replace(/\/$/, "") ?? null,
    color: isHexColor(color) ? color : null,
    position: position === "left" || position === "right" ? position : null,
    label: read("label") ?? "Chat with us",
  };
}
