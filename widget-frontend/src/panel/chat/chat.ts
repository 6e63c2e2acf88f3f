import {
  type Api,
  Outbox,
  type OutboxEntry,
  onWake,
  RowStore,
  SyncConnection,
  uuidv7,
} from "@stonechat/openapi/client";
import type { StartConversation, WidgetConfig } from "@stonechat/openapi/types";
import { deliver } from "./deliver";
import { History } from "./history";
import { lazyApi, socketAddress } from "./lazy-api";
import { LineWatch } from "./line";
import { Saved } from "./saved";
import { Session } from "./session";
import { Site } from "./site";
import { bubblesOf, daysOf, textOf } from "./timeline";
import { type ChatView, EMPTY_FORM, type FormStart, formOf } from "./view";

export interface ChatOptions {
  siteId: string;
  api: () => Promise<string>;
  onConfig(config: WidgetConfig): void;
  onUnread(count: number): void;
}

/** One customer's chat on one site: what is shown, and what the customer can do. Knows nothing of how it looks. */
export class Chat {
  readonly #options: ChatOptions;
  readonly #saved: Saved;
  readonly #session: Session;
  readonly #api: Api;
  readonly #site: Site;
  readonly #rows = new RowStore();
  readonly #outbox: Outbox;
  readonly #sync: SyncConnection;
  readonly #line = new LineWatch(() => this.#changed());
  readonly #listeners = new Set<() => void>();
  readonly #stopListening: (() => void)[];
  #address = "";
  #history: History | null = null;
  #form: FormStart = EMPTY_FORM;
  #view: ChatView | null = null;

  constructor(options: ChatOptions) {
    this.#options = options;
    const { siteId } = options;
    this.#saved = new Saved(siteId);
    this.#api = lazyApi(options.api, (fresh) => this.#session.token(fresh));
    this.#site = new Site(this.#api, siteId, () => {
      if (this.#site.config) options.onConfig(this.#site.config);
      this.#changed();
    });
    this.#session = new Session({
      siteId,
      api: this.#api,
      saved: this.#saved,
      onCustomer: (customer) => this.#rows.upsert({ customers: [customer] }),
      onForgotten: () => this.#forgotten(),
    });
    const delivery = { api: this.#api, session: this.#session, rows: this.#rows, onStarted: () => this.#sync.wake() };
    this.#outbox = new Outbox({
      name: siteId,
      deliver: (entry) => deliver(entry, delivery),
      onChange: () => this.#changed(),
    });
    this.#sync = new SyncConnection({
      url: () => socketAddress(this.#address),
      tab: uuidv7(),
      token: async (fresh) => {
        this.#address = await options.api();
        return this.#session.token(fresh);
      },
      onRows: (rows) => this.#rows.upsert(rows),
      onReset: () => void this.#loadNewest(true),
      onReady: () => void this.#loadNewest(false),
      onStatus: (status) => this.#line.follow(status),
    });
    this.#stopListening = [
      this.#rows.subscribe(() => this.#changed()),
      this.#saved.subscribe(() => this.#followSaved()),
      onWake(() => this.wake()),
    ];
    void this.#site.load();
    this.#followSaved();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly view = (): ChatView => {
    this.#view ??= this.#look();
    return this.#view;
  };

  get draft(): string {
    return this.#saved.state.draft;
  }

  /** Resolves when the conversation cannot be lost any more; it is sent from then on. */
  async start(answers: Record<string, string>, text: string): Promise<void> {
    const refused = this.#refusedStart();
    const id = uuidv7();
    const message = { id: uuidv7(), text };
    const body: StartConversation = { id, message, answers };
    await this.#outbox.add({ id: message.id, conversation_id: id, type: "start", body });
    this.#form = EMPTY_FORM;
    this.#saved.update({ conversation_id: id, read_seq: 0, draft: "" });
    if (refused) await this.#outbox.discard(refused.id);
    this.#followSaved();
  }

  /** Resolves when the message is stored here; until then the typed text must stay. */
  async send(text: string): Promise<void> {
    const { conversation_id } = this.#saved.state;
    if (conversation_id === null) return;
    const id = uuidv7();
    await this.#outbox.add({ id, conversation_id, type: "message", body: { id, text } });
  }

  retry(id: string): void {
    this.#outbox.retry(id);
  }

  /** Takes a failed message back for editing; a conversation that never began goes back into the form. */
  async takeBack(id: string): Promise<string> {
    const entry = this.#outbox.entries().find((candidate) => candidate.id === id);
    if (!entry) return "";
    if (entry.type === "start") {
      this.#backToForm({ ...formOf(entry), text: this.#discardUnsent() });
      return "";
    }
    await this.#outbox.discard(id);
    return textOf(entry);
  }

  async loadOlder(): Promise<void> {
    await this.#history?.older();
    this.#changed();
  }

  /** Everything up to now was seen. */
  read(): void {
    const newest = this.#history?.newestSeq() ?? 0;
    if (newest <= this.#saved.state.read_seq) return;
    this.#saved.update({ read_seq: newest });
    this.#changed();
  }

  saveDraft(draft: string): void {
    if (this.#saved.state.conversation_id !== null && draft !== this.draft) this.#saved.update({ draft });
  }

  wake(): void {
    if (this.#site.problem) void this.#site.load();
    if (this.#saved.state.conversation_id === null) return;
    this.#sync.wake();
    this.#outbox.wake();
  }

  destroy(): void {
    for (const stop of this.#stopListening) stop();
    this.#line.stop();
    this.#listeners.clear();
    this.#sync.stop();
    this.#outbox.close();
  }

  /** Goes where this or another tab has gone: into a conversation that was just started, or on with an earlier one. */
  #followSaved(): void {
    const { conversation_id } = this.#saved.state;
    if (conversation_id === null) return;
    if (conversation_id !== this.#history?.conversationId) {
      this.#history = new History(this.#api, this.#rows, conversation_id);
      this.#sync.start();
      // The first page does not wait for the socket, which a network may block; once live it is read again.
      void this.#loadNewest(false);
    }
    if (this.#sync.status === "stopped") this.#sync.wake();
    this.#changed();
  }

  async #loadNewest(afresh: boolean): Promise<void> {
    const history = this.#history;
    if (!history) return;
    await this.#outbox.load();
    // What this or another tab has not delivered yet cannot be read either.
    if (this.#outbox.entries(history.conversationId).some((entry) => entry.type === "start")) return;
    await history.newest(afresh);
    this.#changed();
  }

  /** The server does not know this customer any more: the form comes back, with the words that were never sent. */
  #forgotten(): void {
    const text = [this.#discardUnsent(), this.draft].filter(Boolean).join("\n\n");
    this.#backToForm({ ...EMPTY_FORM, text });
  }

  #backToForm(form: FormStart): void {
    this.#form = form;
    this.#saved.update({ conversation_id: null, draft: "" });
    this.#history = null;
    this.#sync.stop();
    this.#rows.clear();
    this.#changed();
  }

  #discardUnsent(): string {
    const entries = this.#outbox.entries();
    for (const entry of entries) void this.#outbox.discard(entry.id);
    return entries.map(textOf).join("\n\n");
  }

  #refusedStart(): OutboxEntry | undefined {
    const { conversation_id } = this.#saved.state;
    if (conversation_id === null) return undefined;
    return this.#outbox
      .entries(conversation_id)
      .find(({ type, problem }) => type === "start" && problem?.status === 422);
  }

  #changed(): void {
    this.#view = null;
    this.#options.onUnread(this.#unread());
    for (const listener of [...this.#listeners]) listener();
  }

  #unread(): number {
    return this.#history?.unreadAfter(this.#saved.state.read_seq) ?? 0;
  }

  #look(): ChatView {
    const { conversation_id } = this.#saved.state;
    const refused = this.#refusedStart();
    const inThread = conversation_id !== null && this.#history?.state !== "missing" && !refused;
    const pending = inThread ? this.#outbox.entries(conversation_id) : [];
    const bubbles = bubblesOf(this.#history?.messages() ?? [], pending);
    const { config, problem } = this.#site;
    return {
      screen: inThread ? "thread" : config ? "form" : (problem ?? "loading"),
      config,
      form: refused ? formOf(refused) : this.#form,
      days: daysOf(bubbles),
      hasOlder: this.#history?.hasOlder() ?? false,
      loading: inThread && this.#history?.state !== "here" && bubbles.length === 0,
      line: this.#line.line,
      unread: this.#unread(),
      agentName: (id) => (id && this.#rows.agent(id)?.name) || null,
    };
  }
}
