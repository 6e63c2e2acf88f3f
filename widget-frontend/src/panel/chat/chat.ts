import { type Api, onWake, type Presence, RowStore, SyncConnection, uuidv7 } from "@stonechat/openapi/client";
import type { WidgetConfig } from "@stonechat/openapi/types";
import { Draft } from "./draft";
import { History } from "./history";
import { lazyApi, socketAddress } from "./lazy-api";
import { LineWatch } from "./line";
import { Reading } from "./reading";
import { Saved } from "./saved";
import { Session } from "./session";
import { Site } from "./site";
import { type Matter, standingOf } from "./standing";
import { textOf } from "./timeline";
import { Unsent } from "./unsent";
import { type ChatView, EMPTY_FORM, type FormStart, formOf, viewOf } from "./view";

export interface ChatOptions {
  siteId: string;
  api: () => Promise<string>;
  onConfig(config: WidgetConfig): void;
  onUnread(count: number): void;
}

/** One customer's chat on one site: what is shown, and what the customer can do. Knows nothing of how it looks. */
export class Chat {
  readonly draft: Draft;
  /** Who writes right now, on both sides. */
  readonly presence: Presence;
  readonly #options: ChatOptions;
  readonly #saved: Saved;
  readonly #session: Session;
  readonly #api: Api;
  readonly #site: Site;
  readonly #rows = new RowStore();
  readonly #unsent: Unsent;
  readonly #sync: SyncConnection;
  readonly #reading: Reading;
  readonly #line = new LineWatch(() => this.#changed());
  readonly #listeners = new Set<() => void>();
  readonly #stopListening: (() => void)[];
  #address = "";
  #history: History | null = null;
  #form: FormStart = EMPTY_FORM;
  #leaving: string | null = null;
  #view: ChatView | null = null;

  constructor(options: ChatOptions) {
    this.#options = options;
    const { siteId } = options;
    const address = async (): Promise<string> => {
      this.#address = await options.api();
      return this.#address;
    };
    this.#saved = new Saved(siteId);
    this.draft = new Draft(this.#saved);
    this.#api = lazyApi(address, (fresh) => this.#session.token(fresh));
    this.#site = new Site(this.#api, siteId, () => {
      if (this.#site.config) options.onConfig(this.#site.config);
      this.#changed();
    });
    this.#session = new Session({
      siteId,
      api: this.#api,
      saved: this.#saved,
      onForgotten: () => this.#forgotten(),
    });
    this.#unsent = new Unsent({
      siteId,
      address,
      saved: this.#saved,
      session: this.#session,
      onStarted: () => this.#sync.wake(),
      onStored: (message) => {
        this.#rows.upsert({ messages: [message] });
        // Who writes has read what was there.
        this.#sync.marks.reach(message.conversation_id, "read", message.public_seq ?? 0);
      },
      onChange: () => this.#changed(),
    });
    this.#sync = new SyncConnection({
      url: () => socketAddress(this.#address),
      api: () => this.#address,
      tab: uuidv7(),
      self: { author: "customer", id: null },
      token: async (fresh) => {
        await address();
        return this.#session.token(fresh);
      },
      onRows: (rows) => {
        this.#rows.upsert(rows);
        if (this.#history?.hear(rows.conversations)) this.#changed();
      },
      onReset: () => this.#history?.reset(),
      onReady: () => this.#loadNewest(),
      onStatus: (status) => this.#line.follow(status),
    });
    this.presence = this.#sync.presence;
    this.#reading = new Reading(this.#saved, this.#rows, this.#sync.marks);
    this.#stopListening = [
      this.presence.subscribe(() => this.#changed()),
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

  /** Resolves when the conversation cannot be lost any more; it is sent from then on. `form`: what was filled in began so. */
  async start(answers: Record<string, string>, text: string, form: FormStart): Promise<void> {
    const matter = this.#matter();
    const left = standingOf(matter) === "left" ? matter.conversationId : null;
    const id = await this.#unsent.start(answers, text);
    this.#saved.update({ conversation_id: id, read_seq: 0 });
    this.#form = EMPTY_FORM;
    this.#leaving = null;
    if (form.draft === this.draft.text()) this.draft.type("");
    this.#followSaved();
    if (left !== null) await this.#unsent.move(left, id, [...form.entries, ...this.#stored(left)]);
  }

  /** Goes on from a conversation that is over: to the form, with what could not be said in it. */
  startAnew(): void {
    this.#leaving = this.#saved.state.conversation_id;
    this.#changed();
  }

  /** Resolves when the message is stored here; until then the typed text must stay. */
  async send(text: string): Promise<void> {
    const { conversation_id } = this.#saved.state;
    if (conversation_id !== null) await this.#unsent.send(conversation_id, text);
  }

  retry(id: string): void {
    this.#unsent.retry(id);
  }

  /** Takes a failed message back for editing; a conversation that never began goes back into the form. */
  async takeBack(id: string): Promise<void> {
    const entry = this.#unsent.entries().find((candidate) => candidate.id === id);
    if (entry?.type === "start") {
      this.startAnew();
    } else if (entry) {
      this.draft.type([textOf(entry), this.draft.text()].filter(Boolean).join("\n"));
      this.draft.store();
      await this.#unsent.discard([entry]);
    }
  }

  async loadOlder(): Promise<void> {
    await this.#history?.older();
    this.#changed();
  }

  /** Everything up to now was seen. */
  read(): void {
    if (!this.#history) return;
    this.#reading.saw(this.#history);
    this.#changed();
  }

  wake(): void {
    if (this.#site.problem) void this.#site.load();
    if (this.#saved.state.conversation_id === null) return;
    this.#sync.wake();
    this.#unsent.wake();
    // Who looks now reads what came while nobody did.
    this.#changed();
  }

  destroy(): void {
    for (const stop of this.#stopListening) stop();
    this.draft.stop();
    this.#line.stop();
    this.#listeners.clear();
    this.#sync.stop();
    this.#unsent.close();
  }

  /** Goes where this or another tab has gone: into a conversation that was just started, or on with an earlier one. */
  #followSaved(): void {
    this.draft.follow();
    const { conversation_id } = this.#saved.state;
    if (conversation_id === null) return;
    if (this.#unsent.follow()) this.#leaveAll();
    if (conversation_id !== this.#history?.conversationId) {
      this.#history = new History(this.#api, this.#rows, conversation_id);
      this.#sync.start();
      // The first page does not wait for the socket, which a network may block; once live it is read again.
      this.#loadNewest().catch(() => undefined);
    }
    if (this.#sync.status === "stopped") this.#sync.wake();
    this.#changed();
  }

  async #loadNewest(): Promise<void> {
    const history = this.#history;
    if (!history) return;
    await this.#unsent.load();
    // What this or another tab has not delivered yet cannot be read either.
    if (this.#unsent.entries(history.conversationId).some((entry) => entry.type === "start")) return;
    await history.newest();
    this.#changed();
  }

  /** The server does not know this customer any more: the form comes back, with the words that were never sent. */
  async #forgotten(): Promise<void> {
    await this.#unsent.load();
    const entries = this.#unsent.entries();
    this.#form = formOf(entries, this.draft.text(), {});
    this.draft.type("");
    this.#saved.update({ conversation_id: null });
    this.#leaveAll();
    this.#changed();
    await this.#unsent.discard(entries);
  }

  #leaveAll(): void {
    this.#history = null;
    this.#sync.stop();
    this.#rows.clear();
  }

  #matter(): Matter {
    const conversationId = this.#saved.state.conversation_id;
    const entries = conversationId === null ? [] : this.#unsent.entries(conversationId);
    const stored = this.#stored(conversationId ?? "");
    const pending = entries.filter(({ id }) => !stored.includes(id));
    return { conversationId, pending, history: this.#history, leaving: this.#leaving };
  }

  /** What the server has taken, though its answer may never have come. */
  #stored(conversationId: string): string[] {
    return this.#rows.messages(conversationId).map(({ id }) => id);
  }

  #changed(): void {
    this.#view = null;
    if (this.#history) this.#reading.arrived(this.#history);
    this.#options.onUnread(this.#unread());
    for (const listener of [...this.#listeners]) listener();
  }

  #unread(): number {
    return this.#history ? this.#reading.unread(this.#history) : 0;
  }

  #look(): ChatView {
    const matter = this.#matter();
    return viewOf({
      ...matter,
      rows: this.#rows,
      company: this.presence.in(matter.conversationId ?? ""),
      site: this.#site,
      form: this.#form,
      known: this.#session.knownAnswers(),
      draft: this.draft.text(),
      line: this.#line.line,
      unread: this.#unread(),
      api: this.#address,
    });
  }
}
