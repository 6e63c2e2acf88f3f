import { type Api, ApiError, type RowStore, rowsOf } from "@stonechat/openapi/client";
import type { Conversation, Message, MessagePage } from "@stonechat/openapi/types";

const PAGE = 30;

/** As many messages as are shown at once: more of them would make a slow phone stumble. */
export const MOST_SHOWN = 60;

/** So far the reach moves at once through what is held: fewer new bubbles are drawn sooner. */
const STEP = 8;

/** The stored messages of one conversation, loaded page by page from the newest to the first. */
export class History {
  readonly #api: Pick<Api, "get">;
  readonly #rows: RowStore;
  readonly conversationId: string;
  /** `missing`: the server does not have this conversation. */
  state: "unknown" | "here" | "missing" = "unknown";
  /** The team deleted it: what was said is gone, and nothing more can be. */
  deleted = false;
  #next: string | null = null;
  #resets = 0;
  #loading: Promise<void> | null = null;
  /** The first message that is shown; null: the newest ones are, whichever they are. */
  #from: number | null = null;

  constructor(api: Pick<Api, "get">, rows: RowStore, conversationId: string) {
    this.#api = api;
    this.#rows = rows;
    this.conversationId = conversationId;
  }

  /** The newest messages without a gap: a page that is still missing must not look as if nothing was said. */
  messages(): readonly Message[] {
    const all = this.#rows.messages(this.conversationId);
    // Of a conversation that has just begun the first words stay in sight until its page is here.
    if (this.state !== "here" && all[0]?.seq === 1) return all.filter(({ seq }, index) => seq === index + 1);
    let start = all.length - 1;
    while (start > 0 && all[start - 1]?.seq === (all[start]?.seq ?? 0) - 1) start -= 1;
    return start > 0 ? all.slice(start) : all;
  }

  /** The part of the messages that is in the reader's reach. */
  shown(): readonly Message[] {
    const all = this.messages();
    const start = this.#start(all);
    return all.slice(start, start + MOST_SHOWN);
  }

  newestSeq(): number {
    return this.messages().at(-1)?.seq ?? 0;
  }

  /** How many of the others' messages came after this one. */
  unreadAfter(seq: number): number {
    return this.messages().filter((message) => message.author !== "customer" && message.seq > seq).length;
  }

  hasOlder(): boolean {
    return (this.shown()[0]?.seq ?? 1) > 1;
  }

  hasNewer(): boolean {
    return (this.shown().at(-1)?.seq ?? 0) < this.newestSeq();
  }

  /** Further down, and back to the end where that is all. False where nothing changes. */
  newer(): boolean {
    if (this.#from === null) return false;
    this.#from += STEP;
    if (!this.hasNewer()) this.#from = null;
    return true;
  }

  toNewest(): void {
    this.#from = null;
  }

  /** True when that is news. */
  hear(conversations: readonly Conversation[]): boolean {
    if (this.deleted) return false;
    this.deleted = conversations.some(({ id, deleted_at }) => id === this.conversationId && deleted_at !== null);
    return this.deleted;
  }

  /** What is held is no base any more. It stays in sight until the newest page is here to take its place. */
  reset(): void {
    this.#resets += 1;
    this.#rows.doubtAll();
  }

  /** Rejects when the page could not be had for now. */
  newest(): Promise<void> {
    return this.#load(null);
  }

  /** Further up. What fails is asked for again with the next scrolling. */
  async older(): Promise<void> {
    const all = this.messages();
    const start = this.#start(all);
    // Held still, so that not all of a page that arrives has to be drawn at once.
    this.#from = all[start]?.seq ?? 1;
    if (start === 0) await (this.#loading ?? this.#load(this.#next)).catch(() => undefined);
    // Who went to the newest meanwhile stays there.
    if (this.#from !== null) this.#from = Math.max(this.messages()[0]?.seq ?? 1, this.#from - STEP);
  }

  /** Every message from the first on. Rejects when one cannot be had for now. */
  async all(): Promise<readonly Message[]> {
    await this.newest();
    while ((this.messages()[0]?.seq ?? 1) > 1) {
      const before = this.messages()[0]?.seq;
      await (this.#loading ?? this.#load(this.#next));
      if (this.messages()[0]?.seq === before) throw new ApiError(0);
    }
    return this.messages();
  }

  #start(all: readonly Message[]): number {
    if (this.#from === null) return Math.max(0, all.length - MOST_SHOWN);
    return Math.max(
      0,
      all.findIndex(({ seq }) => seq >= (this.#from ?? 0)),
    );
  }

  async #load(after: string | null): Promise<void> {
    const loading = this.#fetch(after);
    this.#loading = loading;
    try {
      await loading;
    } finally {
      if (this.#loading === loading) this.#loading = null;
    }
  }

  async #fetch(after: string | null): Promise<void> {
    const resets = this.#resets;
    const query = `limit=${PAGE}${after === null ? "" : `&after=${encodeURIComponent(after)}`}`;
    let page: MessagePage;
    try {
      page = await this.#api.get<MessagePage>(`/v1/conversations/${this.conversationId}/messages?${query}`);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
      this.state = "missing";
      return;
    }
    // What was asked for before a reset is as doubtful as what was held then.
    if (resets !== this.#resets) return;
    this.state = "here";
    this.#rows.upsert({ ...rowsOf(page), messages: page.items });
    if (after === null) this.#rows.dropDoubtful();
    // Only the page that ends what is held without a gap says where to go on.
    if (this.messages()[0]?.id === page.items.at(-1)?.id) this.#next = page.next;
    // Every word is gone: did somebody delete the messages, or all of the conversation?
    if (page.items.every(({ deleted_at }) => deleted_at !== null)) {
      this.hear([await this.#api.get<Conversation>(`/v1/conversations/${this.conversationId}`)]);
    }
  }
}
