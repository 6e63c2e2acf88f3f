/** What `window.Stonechat` offers to the page that embeds the chat. Shipped beside widget.js as widget.d.ts. */
export interface Stonechat {
  /** Starts the widget where the tag names no site, or again after `destroy()`. While it runs, this does nothing. */
  init(options: StonechatOptions): void;
  /** Resolves, and calls the listener, when the widget is on the page: at once where it is already. */
  ready(listener?: () => void): Promise<void>;
  open(): void;
  close(): void;
  toggle(): void;
  showLauncher(): void;
  hideLauncher(): void;
  /** Says who the customer is, with what the site's server signed. Nothing is sent before there is a session. */
  identify(identity: { token: string }): void;
  /** Asked for an identity when a session begins and when the last one is refused. Null: nobody is signed in. */
  setTokenProvider(provider: StonechatTokenProvider | null): void;
  /** What agents see beside the conversation. Keys of earlier calls stay; null takes one away. */
  setAttributes(attributes: Record<string, string | number | boolean | null>): void;
  /** Where the customer is, when the address of the page does not say it. It holds until the address changes. */
  setPage(url: string | URL): void;
  /** A language tag such as `de` or `pt-BR`. Null: the page's own, or the browser's. */
  setLocale(locale: string | null): void;
  setTheme(theme: StonechatTheme): void;
  /** Forgets the customer in this browser and all its tabs, as a sign-out must, and starts anew. */
  reset(): void;
  /** Removes everything from the page. What the customer wrote stays saved. */
  destroy(): void;
  /** Returns a function that ends it. */
  on<E extends keyof StonechatEvents>(event: E, listener: (detail: StonechatEvents[E]) => void): () => void;
  readonly state: StonechatState;
}

export interface StonechatOptions {
  /** The site's id. */
  site: string;
  /** The API's address, when it shall not come from the config.json beside widget.js. */
  api?: string | null;
  /** As `#rrggbb`. */
  color?: string | null;
  position?: "left" | "right" | null;
  /** What screen readers call the launcher. */
  label?: string | null;
  /** `hidden`: the page opens the chat with an element of its own. */
  launcher?: "shown" | "hidden" | null;
  locale?: string | null;
  theme?: StonechatTheme | null;
}

export type StonechatTheme = "light" | "dark" | "auto";

export type StonechatTokenProvider = () => string | null | Promise<string | null>;

/** The line to the server. `refused`: live updates are off until the page is loaded again. */
export type StonechatStatus = "fine" | "offline" | "reconnecting" | "refused";

export interface StonechatState {
  readonly ready: boolean;
  readonly open: boolean;
  readonly launcher: "shown" | "hidden";
  readonly unread: number;
  readonly status: StonechatStatus;
}

export interface StonechatMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly text: string;
}

/** Each is also a `CustomEvent` on `window`, named `stonechat:` and its own name. */
export interface StonechatEvents {
  /** The widget is on the page. */
  ready: undefined;
  open: undefined;
  close: undefined;
  /** How many messages wait to be read. */
  unread: number;
  /** The server has stored what the customer wrote on this page. */
  "message:sent": StonechatMessage;
  /** An agent has answered while this page was live. */
  "message:received": StonechatMessage;
  "conversation:started": { id: string };
  "conversation:resolved": { id: string };
  status: StonechatStatus;
  error: StonechatError;
}

/** `code`: `bad_input`, `panel_not_loaded`, `identity_failed`, or what the API calls it. */
export interface StonechatError {
  readonly code: string;
  readonly message: string;
}

declare global {
  interface Window {
    /** There once widget.js has run, or as the stub of the docs before that. */
    Stonechat?: Stonechat;
  }
  interface WindowEventMap extends StonechatWindowEvents {}
}

export type StonechatWindowEvents = {
  [E in keyof StonechatEvents as `stonechat:${E}`]: CustomEvent<StonechatEvents[E]>;
};
