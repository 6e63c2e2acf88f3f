import type { Position } from "../bridge";
import { isHexColor } from "../shared/contrast";
import type { StonechatOptions } from "../stonechat";

/** What the site's owner wrote on the tag, or said with `init`. */
export interface Tag {
  siteId: string;
  api: string | null;
  color: string | null;
  position: Position | null;
  /** Null: what the chat is called in the customer's language. */
  label: string | null;
  launcher: boolean;
  /** Both are for the panel to understand. */
  locale: StonechatOptions["locale"];
  theme: StonechatOptions["theme"];
}

/** Null where no site is named. What cannot be understood counts as not said. */
export function readTag({ site, api, color, position, label, launcher, locale, theme }: StonechatOptions): Tag | null {
  return site
    ? {
        siteId: site,
        api: api?.replace(/\/$/, "") || null,
        color: isHexColor(color) ? color : null,
        position: position === "left" || position === "right" ? position : null,
        label: label || null,
        launcher: launcher !== "hidden",
        locale,
        theme,
      }
    : null;
}
