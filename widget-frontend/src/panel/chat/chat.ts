import { type Api, onWake, type Presence, RowStore, SyncConnection, uuidv7 } from "@stonechat/openapi/client";
import type { Message, WidgetConfig } from "@stonechat/openapi/types";
import { Conversations } from "./conversations";
import { Draft } from "./draft";
import { lazyApi, socketAddress } from "./lazy-api";
import { LineWatch } from "./line";
import { unreadElsewhere } from "./list";
import { Places } from "./places";
import { Reading } from "./reading";
import { Saved } from "./saved";
import { Session } from "./session";
import { Site } from "./site";
import { type Matter, standingOf } from "./standing";
import { TeamWatch } from "./team";
import { textOf } from "./timeline";
import { Unsent } from "./unsent";
import { type ChatView, EMPTY_FORM, type FormStart, formOf, viewOf } from "./view";

export interface ChatOptions {
  siteId: string;
  api: () => Promise<string>;
  /** In which the site's own texts are wanted. */
  language: () => string;
  onConfig(config: WidgetConfig): void;
  onUnread(count: number): void;
  /** The team wrote just now. */
  onArrival?(message: Message): void;
}

/** One customer's chat on one site: what is shown, and what the customer can do. Knows nothing of how it looks. */
export class Chat {
  readonly draft: Draft;
  /** Who writes right now, on both sides. */
  readonly presence: Presence;
  readonly conversations: Conversations;
  readonly places: Places;
  readonly #options: ChatOptions;
  readonly #saved: Saved;
  readonly #session: Session;
  readonly #api: Api;
  readonly #site: Site;
  readonly #rows = new RowStore();
  readonly #unsent: Unsent;
  readonly #sync: SyncConnection;
  readonly #reading: Reading;
  readonly #team: TeamWatch;
  readonly #line = new LineWatch(() => this.#changed());
  readonly #listeners = new Set<() => void>();
  readonly #stopListening: (() => void)[];
  #address = "";
  #form: FormStart = EMPTY_FORM;
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
    this.#site = new Site(this.#api, siteId, options.language, () => {
      if (this.#site.config) options.onConfig(this.#site.config);
      this.#changed();
    });
    this.#session = new Session({
      siteId,
      api: this.#api,
      saved: this.#saved,
      onForgotten: () => this.#forgotten(),
      onChange: () => this.#changed(),
    });
    this.conversations = new Conversations(this.#api, (rows) => {
      this.#rows.upsert(rows);
      this.#changed();
    });
    this.places = new Places({
      api: this.#api,
      rows: this.#rows,
      saved: this.#saved,
      draft: this.draft,
      onEnter: ({ state }) => {
        this.#sync.start();
        // The first page does not wait for the socket, which a network may block; once live it is read again.
        if (state !== "here") this.#loadNewest().catch(() => undefined);
      },
      onChange: () => this.#changed(),
    });
    this.#unsent = new Unsent({
      siteId,
      address,
      saved: this.#saved,
      session: this.#session,
      onStarted: (conversation) => {
        this.conversations.hear([conversation]);
        this.#sync.wake();
      },
      onStored: (message) => {
        this.conversations.wroteIn(message.conversation_id);
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
        const arrived = rows.messages.filter((message) => this.#isNews(message));
        this.#rows.upsert(rows);
        this.conversations.hear(rows.conversations);
        this.places.history?.hear(rows.conversations);
        if (rows.conversations.length) this.#changed();
        for (const message of arrived) options.onArrival?.(message);
      },
      onReset: () => {
        this.places.reset();
        this.conversations.reset();
      },
      onReady: async () => {
        await Promise.all([this.#loadNewest(), this.conversations.newest(this.#saved.state.conversation_id)]);
      },
      onStatus: (status) => {
        this.#line.follow(status);
        // Polling tells of nobody.
        this.#team.follow(this.#sync.transport === "socket");
      },
    });
    this.presence = this.#sync.presence;
    this.#team = new TeamWatch(this.presence, () => this.#changed());
    this.#reading = new Reading(this.#saved, this.#rows, this.#sync.marks);
    this.#stopListening = [
      this.presence.subscribe(() => this.#changed()),
      this.#rows.subscribe(() => this.#changed()),
      this.#saved.subscribe(() => this.#followSaved()),
      onWake(() => this.wake()),
    ];
    this.#saved.onLasting = () => this.#changed();
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
    const isAnother = this.places.place === "form";
    const left = !isAnother && standingOf(matter) === "left" ? matter.conversationId : null;
    const id = await this.#unsent.start(answers, text);
    if (!isAnother && form.draft === this.draft.text()) this.draft.type("");
    this.draft.store();
    if (isAnother) this.#saved.go(id);
    else this.#saved.update({ conversation_id: id, read_seq: 0, listed: false });
    this.#form = EMPTY_FORM;
    this.places.leaving = null;
    this.places.place = "thread";
    this.#followSaved();
    if (left !== null) await this.#unsent.move(left, id, [...form.entries, ...this.#stored(left)]);
  }

  /** Where no live connection has brought the list. */
  loadList(): void {
    this.conversations.newest(this.#saved.state.conversation_id).catch(() => undefined);
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
      this.places.startAnew();
    } else if (entry) {
      this.draft.type([textOf(entry), this.draft.text()].filter(Boolean).join("\n"));
      this.draft.store();
      await this.#unsent.discard([entry]);
    }
  }

  /** All that was said in the open conversation. Rejects when not all of it can be had for now. */
  async allMessages(): Promise<readonly Message[]> {
    return (await this.places.history?.all()) ?? [];
  }

  mute(muted: boolean): void {
    this.#saved.update({ muted });
    this.#changed();
  }

  /** The conversation is in sight, until the answer is called: so long it is told who is in it. */
  watch(conversationId: string): () => void {
    this.presence.open(conversationId);
    this.#team.open(conversationId);
    return () => {
      this.presence.close(conversationId);
      this.#team.open(null);
    };
  }

  /** Everything up to now was seen. */
  read(): void {
    if (!this.places.history) return;
    this.#reading.saw(this.places.history);
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

  /** Asks for the site's own texts again, in the language that is spoken from now on. */
  translate(): void {
    void this.#site.load();
  }

  destroy(): void {
    for (const stop of this.#stopListening) stop();
    this.draft.stop();
    this.#line.stop();
    this.#team.stop();
    this.#listeners.clear();
    this.#sync.stop();
    this.#unsent.close();
  }

  /** Goes where this or another tab has gone: into a conversation that was just started, on with an earlier one, to the list. */
  #followSaved(): void {
    this.draft.follow();
    const { conversation_id } = this.#saved.state;
    if (conversation_id === null) return;
    if (this.#unsent.follow()) this.#leaveAll();
    this.places.follow();
    if (this.#sync.status === "stopped") this.#sync.wake();
    this.#changed();
  }

  async #loadNewest(): Promise<void> {
    const history = this.places.history;
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
    this.places.leaveAll();
    this.#sync.stop();
    this.#rows.clear();
    this.conversations.clear();
  }

  /** Something new that the team said: no change of an earlier message. */
  #isNews({ id, author, conversation_id, deleted_at, edited_at }: Message): boolean {
    return author === "agent" && !deleted_at && !edited_at && !this.#stored(conversation_id).includes(id);
  }

  #matter(): Matter {
    const conversationId = this.#saved.state.conversation_id;
    const entries = conversationId === null ? [] : this.#unsent.entries(conversationId);
    const stored = this.#stored(conversationId ?? "");
    const pending = entries.filter(({ id }) => !stored.includes(id));
    return { conversationId, pending, history: this.places.history, leaving: this.places.leaving };
  }

  /** What the server has taken, though its answer may never have come. */
  #stored(conversationId: string): string[] {
    return this.#rows.messages(conversationId).map(({ id }) => id);
  }

  #changed(): void {
    this.#view = null;
    if (this.places.history) this.#reading.arrived(this.places.history);
    const elsewhere = unreadElsewhere(this.conversations.list(), this.#rows, this.#saved.state.conversation_id);
    this.#options.onUnread(this.#unread() + elsewhere);
    for (const listener of [...this.#listeners]) listener();
  }

  #unread(): number {
    return this.places.history ? this.#reading.unread(this.places.history) : 0;
  }

  #look(): ChatView {
    const matter = this.#matter();
    const { conversation_id, muted } = this.#saved.state;
    return viewOf({
      ...matter,
      place: this.places.place,
      rows: this.#rows,
      conversations: this.conversations,
      entries: this.#unsent.entries(),
      blocked: this.#session.blocked,
      lasting: conversation_id === null || this.#saved.lasting,
      muted,
      teamIsThere: this.#team.isThere(),
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
