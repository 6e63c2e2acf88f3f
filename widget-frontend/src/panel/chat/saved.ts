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
  /** What is typed in the conversations that are not open now. */
  drafts: Readonly<Record<string, string>>;
  /** The list of all conversations is in sight, and none of them. */
  listed: boolean;
  muted: boolean;
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
  drafts: {},
  listed: false,
  muted: false,
  resolved_id: null,
  api: null,
};

/** One key of the host page's localStorage; this tab's memory where the browser refuses or loses it. */
export class Saved {
  readonly #key: string;
  #state: SavedState = NOTHING;
  #lasting = true;
  /** Called when `lasting` is another one. */
  onLasting: () => void = () => undefined;
  #closed = false;

  constructor(siteId: string) {
    this.#key = storageKey(siteId);
    this.refresh();
  }

  get state(): SavedState {
    return this.#state;
  }

  /** False where the browser keeps nothing: then the chat ends with this tab. */
  get lasting(): boolean {
    return this.#lasting;
  }

  /** Takes over what other tabs wrote. An empty storage is no news: it may have been cleared in mid-conversation. */
  refresh(): SavedState {
    try {
      const text = localStorage.getItem(this.#key);
      if (!text && this.#state.conversation_id !== null) this.#setLasting(false);
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
      this.#setLasting(true);
    } catch {
      // Full or refused: the conversation lasts as long as this tab.
      this.#setLasting(false);
    }
  }

  /** Into another conversation. What is typed in the one that is left stays there. */
  go(id: string): void {
    const { conversation_id, draft, drafts } = this.refresh();
    if (id === conversation_id) {
      this.update({ listed: false });
      return;
    }
    const all = conversation_id === null ? drafts : withDraft(drafts, conversation_id, draft);
    const { [id]: own = "", ...others } = all;
    this.update({ conversation_id: id, read_seq: 0, draft: own, drafts: others, listed: false });
  }

  keepDraft(conversationId: string, draft: string): void {
    const { conversation_id, drafts } = this.refresh();
    if (conversationId === conversation_id) this.update({ draft });
    else this.update({ drafts: withDraft(drafts, conversationId, draft) });
  }

  /** To somebody else in this browser, whose resume key is here already. Nothing of what was said stays. */
  handOver(): void {
    const { resume_key, api, muted } = this.refresh();
    this.update({ ...NOTHING, resume_key, api, muted });
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

  #setLasting(lasting: boolean): void {
    if (lasting === this.#lasting) return;
    this.#lasting = lasting;
    this.onLasting();
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

function withDraft(drafts: SavedState["drafts"], id: string, draft: string): SavedState["drafts"] {
  const { [id]: _, ...others } = drafts;
  return draft ? { ...others, [id]: draft } : others;
}
