import type { Position, Theme } from "../bridge";
import { isHexColor } from "../shared/contrast";
import type { StonechatOptions } from "../stonechat";

/** What the site's owner wrote on the tag, or said with `init`. */
export interface Tag {
  siteId: string;
  api: string | null;
  color: string | null;
  position: Position | null;
  label: string;
  launcher: boolean;
  locale: string | null;
  theme: Theme;
}

/** Null where no site is named. What cannot be understood counts as not said. */
export function readTag({ site, api, color, position, label, launcher, locale, theme }: StonechatOptions): Tag | null {
  return site
    ? {
        siteId: site,
        api: api?.replace(/\/$/, "") || null,
        color: isHexColor(color) ? color : null,
        position: position === "left" || position === "right" ? position : null,
        label: label || "Chat with us",
        launcher: launcher !== "hidden",
        locale: locale || null,
        theme: theme === "light" || theme === "dark" ? theme : "auto",
      }
    : null;
}
