import { uuidv7 } from "@stonechat/openapi/client";
import { storageKey } from "../../bridge";

/** What the next page must know to go on. */
export interface SavedState {
  /** Names whose all this is; what was typed under one name is never sent under another. */
  browser_id: string | null;
  resume_key: string | null;
  conversation_id: string | null;
  /** The newest entry that the customer has seen. */
  read_seq: number;
  draft: string;
  /** The conversation that was resolved last: a page that has only this one need not be live. */
  resolved_id: string | null;
  /** The API's address, so that the next page can ask it one thing without asking where it is. */
  api: string | null;
}

const NOTHING: SavedState = {
  browser_id: null,
  resume_key: null,
  conversation_id: null,
  read_seq: 0,
  draft: "",
  resolved_id: null,
  api: null,
};

/** One key of the host page's localStorage; this tab's memory where the browser refuses or loses it. */
export class Saved {
  readonly #key: string;
  #state: SavedState = NOTHING;
  #closed = false;

  constructor(siteId: string) {
    this.#key = storageKey(siteId);
    this.refresh();
  }

  get state(): SavedState {
    return this.#state;
  }

  /** Takes over what other tabs wrote. An empty storage is no news: it may have been cleared in mid-conversation. */
  refresh(): SavedState {
    try {
      const text = localStorage.getItem(this.#key);
      if (text) this.#state = { ...NOTHING, ...(JSON.parse(text) as Partial<SavedState>) };
    } catch {
      // Refused or unreadable: what this tab knows is enough.
    }
    return this.#state;
  }

  /** Asked for when a conversation begins or goes on, never before: until then nothing is stored. */
  browserId(): string {
    const known = this.refresh().browser_id;
    if (known !== null) return known;
    const made = uuidv7();
    this.update({ browser_id: made });
    return made;
  }

  update(change: Partial<SavedState>): void {
    this.#state = { ...this.refresh(), ...change };
    if (this.#closed) return;
    try {
      localStorage.setItem(this.#key, JSON.stringify(this.#state));
    } catch {
      // Full or refused: the conversation lasts as long as this tab.
    }
  }

  /** What is still under way here stores nothing any more. */
  close(): void {
    this.#closed = true;
  }

  forget(): void {
    this.#state = NOTHING;
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // There is nothing to remove where nothing could be stored.
    }
  }

  /** Tells what another tab changed. */
  subscribe(listener: () => void): () => void {
    const onStorage = (event: StorageEvent): void => {
      if (event.key !== this.#key) return;
      this.refresh();
      listener();
    };
    window.addEventListener("storage", onStorage);
    return () => window.removeEventListener("storage", onStorage);
  }
}
