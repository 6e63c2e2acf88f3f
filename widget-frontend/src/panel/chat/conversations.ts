import { type Api, ApiError, newer, type Rows } from "@stonechat/openapi/client";
import type { Conversation, ConversationPage, Rate } from "@stonechat/openapi/types";

const PAGE = 30;

/** The customer's conversations without their messages, loaded page by page from the newest activity on. */
export class Conversations {
  readonly #api: Pick<Api, "get" | "put">;
  readonly #onRows: (rows: Partial<Rows>) => void;
  readonly #held = new Map<string, Conversation>();
  #state: "unknown" | "here" | "doubtful" = "unknown";
  #next: string | null = null;
  /** Grows when somebody else's conversations are held from here on. */
  #owners = 0;

  /** `onRows`: takes what comes along. It is called with every change. */
  constructor(api: Pick<Api, "get" | "put">, onRows: (rows: Partial<Rows>) => void) {
    this.#api = api;
    this.#onRows = onRows;
  }

  get loaded(): boolean {
    return this.#state !== "unknown";
  }

  get hasMore(): boolean {
    return this.#next !== null;
  }

  get(id: string | null): Conversation | undefined {
    return id === null ? undefined : this.#held.get(id);
  }

  /** Newest activity first. What the team deleted is not there any more. */
  list(): Conversation[] {
    return [...this.#held.values()]
      .filter(({ deleted_at }) => deleted_at === null)
      .sort((a, b) => Date.parse(b.last_message_at) - Date.parse(a.last_message_at));
  }

  hear(conversations: readonly Conversation[]): void {
    for (const row of conversations) this.#held.set(row.id, newer(this.#held.get(row.id), row));
  }

  /** A message of the customer opens a conversation again; its row says so a moment later. */
  wroteIn(id: string): void {
    const row = this.#held.get(id);
    if (row?.status === "resolved") this.#held.set(id, { ...row, status: "open" });
  }

  /** What is held is no base any more. It stays in sight until the newest page is here to take its place. */
  reset(): void {
    if (this.#state === "here") this.#state = "doubtful";
  }

  clear(): void {
    this.#owners += 1;
    this.#held.clear();
    this.#state = "unknown";
    this.#next = null;
  }

  /** The first page, and the conversation that is open where it is not on it. Rejects when they cannot be had for now. */
  async newest(open: string | null): Promise<void> {
    const owners = this.#owners;
    const page = await this.#page(null);
    if (owners !== this.#owners) return;
    if (this.#state === "doubtful") this.#held.clear();
    // Of what was loaded further down nothing is lost when the newest page comes again.
    if (this.#state !== "here") this.#next = page.next;
    this.#state = "here";
    this.#take(page);
    if (open !== null && !this.#held.has(open)) await this.read(open);
  }

  async more(): Promise<void> {
    const after = this.#next;
    if (after === null) return;
    const page = await this.#page(after);
    if (after !== this.#next) return;
    this.#next = page.next;
    this.#take(page);
  }

  async read(id: string): Promise<void> {
    const owners = this.#owners;
    try {
      const row = await this.#api.get<Conversation>(`/v1/conversations/${id}`);
      if (owners === this.#owners) this.hear([row]);
    } catch (error) {
      // One that the server does not have is told by its messages.
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
    }
    this.#onRows({});
  }

  /** Another time replaces it. Rejects when it could not be stored for now. */
  async rate(id: string, rate: Rate): Promise<void> {
    try {
      this.hear([await this.#api.put<Conversation>(`/v1/conversations/${id}/rating`, rate)]);
    } catch (error) {
      // It was opened again meanwhile, so there is nothing to rate yet.
      if (!(error instanceof ApiError) || error.problem?.code !== "not_resolved") throw error;
      await this.read(id);
    }
    this.#onRows({});
  }

  #page(after: string | null): Promise<ConversationPage> {
    const query = `limit=${PAGE}${after === null ? "" : `&after=${encodeURIComponent(after)}`}`;
    return this.#api.get<ConversationPage>(`/v1/conversations?${query}`);
  }

  #take({ items, marks }: ConversationPage): void {
    this.hear(items);
    this.#onRows({ marks });
  }
}
