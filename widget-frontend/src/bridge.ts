import type { StonechatEvents, StonechatOptions, StonechatTheme, StonechatTokenProvider } from "./stonechat";

/** What the loader and the panel know of each other: plain typed calls, no messages. */

export interface PanelOptions {
  siteId: string;
  /** The API's address without a closing slash; known once config.json was read or the tag named it. */
  api: () => Promise<string>;
  /** The color on the tag, which wins over the site's own. */
  color: string | null;
  /** The page's choice of a language; without one it is the page's own, or the browser's. */
  locale: StonechatOptions["locale"];
  theme: StonechatOptions["theme"];
  /** What the owner calls the launcher. */
  label: string | null;
  host: PanelHost;
}

/** What the panel asks of the loader. */
export interface PanelHost {
  close(): void;
  unread(count: number): void;
  /** How the site's settings want the launcher where the tag says nothing. */
  look(color: string, position: Position): void;
  /** What screen readers call the launcher, as things are now. */
  name(name: string): void;
  tell<E extends Told>(event: E, detail: StonechatEvents[E]): void;
}

/** What the loader asks of the panel. */
export interface PanelHandle {
  /** `takeFocus`: the customer asked for it just now. */
  shown(takeFocus: boolean): void;
  hidden(): void;
  /** What the page says. Nothing of it throws: what cannot be used is told as an `error`. */
  say<W extends keyof Sayings>(what: W, value: Sayings[W]): void;
  /** `forget`: from here on nothing may be stored any more. */
  destroy(forget: boolean): void;
}

/** What only the panel knows of. */
export type Told = Exclude<keyof StonechatEvents, "ready" | "open" | "close" | "unread">;

/** The page's word, which may be anything: it is checked where it is used. */
export interface Sayings {
  identify: { token: string };
  setTokenProvider: StonechatTokenProvider | null;
  setAttributes: Record<string, string | number | boolean | null>;
  /** `at`: the page's address, for which this holds. */
  setPage: { url: string | URL; at: string };
  setLocale: string | null;
  setTheme: Theme;
}

/** `auto` goes with the customer's system. */
export type Theme = StonechatTheme;

export type Position = "right" | "left";

export type MountPanel = (options: PanelOptions) => PanelHandle;

/** The panel's script leaves this on its own frame's window, never on the host page's. */
export interface PanelWindow extends Window {
  stonechatPanel?: MountPanel;
}

/** The one key under which a site's chat keeps what it must know on the next page. */
export const storageKey = (siteId: string): string => `stonechat:${siteId}`;

/** For a moment in the place of what was saved: tells the other tabs that it was forgotten on purpose. */
export const FORGOTTEN = "forgotten";
