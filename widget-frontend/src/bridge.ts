/** What the loader and the panel know of each other: plain typed calls, no messages. */

export interface PanelOptions {
  siteId: string;
  /** The API's address without a closing slash; known once config.json was read or the tag named it. */
  api: () => Promise<string>;
  /** The color on the tag, which wins over the site's own. */
  color: string | null;
  /** The page's choice of a language; null leaves it to the page's own, or the browser's. */
  locale: string | null;
  theme: Theme;
  host: PanelHost;
}

/** What the panel asks of the loader. */
export interface PanelHost {
  close(): void;
  unread(count: number): void;
  /** How the site's settings want the launcher where the tag says nothing. */
  look(color: string, position: Position): void;
}

/** What the loader asks of the panel. */
export interface PanelHandle {
  /** `takeFocus`: the customer asked for it just now. */
  shown(takeFocus: boolean): void;
  hidden(): void;
  setLocale(locale: string | null): void;
  setTheme(theme: Theme): void;
  destroy(): void;
}

export type Position = "right" | "left";

/** `auto` goes with the customer's system. */
export type Theme = "light" | "dark" | "auto";

export type MountPanel = (options: PanelOptions) => PanelHandle;

/** The panel's script leaves this on its own frame's window, never on the host page's. */
export interface PanelWindow extends Window {
  stonechatPanel?: MountPanel;
}

/** The one key under which a site's chat keeps what it must know on the next page. */
export const storageKey = (siteId: string): string => `stonechat:${siteId}`;
