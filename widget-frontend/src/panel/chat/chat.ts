import { onWake, type Presence, RowStore } from "@stonechat/openapi/client";
import type { Message, WidgetConfig } from "@stonechat/openapi/types";
import type { PanelHost } from "../../bridge";
import { Conversations } from "./conversations";
import { Draft } from "./draft";
import { Link } from "./link";
import { Outward } from "./outward";
import type { PageWord } from "./page-word";
import { Places } from "./places";
import { Reading } from "./reading";
import { Saved } from "./saved";
import { Site } from "./site";
import { type Matter, standingOf } from "./standing";
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
  tell: PanelHost["tell"];
}

/** One customer's chat on one site: what is shown, and what the customer can do. Knows nothing of how it looks. */
export class Chat {
  readonly draft: Draft;
  /** Who writes right now, on both sides. */
  readonly presence: Presence;
  readonly conversations: Conversations;
  readonly places: Places;
  /** What the page says. */
  readonly word: PageWord;
  readonly #saved: Saved;
  readonly #link: Link;
  readonly #site: Site;
  readonly #rows = new RowStore();
  readonly #unsent: Unsent;
  readonly #reading: Reading;
  readonly #outward: Outward;
  readonly #listeners = new Set<() => void>();
  readonly #stopListening: (() => void)[];
  #form: FormStart = EMPTY_FORM;
  #view: ChatView | null = null;

  constructor(options: ChatOptions) {
    const { siteId, tell, onUnread } = options;
    const onChange = (): void => this.#changed();
    this.#saved = new Saved(siteId);
    this.draft = new Draft(this.#saved);
    this.#link = new Link({
      siteId,
      api: options.api,
      saved: this.#saved,
      onRows: (rows) => {
        const arrived = rows.messages
          .filter((message) => this.#isNews(message))
          .sort((one, other) => one.seq - other.seq);
        this.#outward.received(arrived);
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
      onForgotten: () => this.#forgotten(),
      onSomebodyElse: () => this.#somebodyElse(),
      tell,
      onHappenings: (happenings) => this.#outward.tellBy(happenings),
      onChange,
    });
    const { api, session, sync, locate: address, presence, word } = this.#link;
    this.presence = presence;
    this.word = word;
    this.#site = new Site(api, siteId, options.language, () => {
      if (this.#site.config) {
        options.onConfig(this.#site.config);
        void word.come();
      }
      this.#changed();
    });
    this.conversations = new Conversations(api, (rows) => {
      this.#rows.upsert(rows);
      this.#changed();
    });
    this.places = new Places({
      api,
      rows: this.#rows,
      saved: this.#saved,
      draft: this.draft,
      onEnter: ({ state }) => {
        sync.start();
        // The first page does not wait for the socket, which a network may block; once live it is read again.
        if (state !== "here") this.#loadNewest().catch(() => undefined);
      },
      onChange,
    });
    this.#unsent = new Unsent({
      siteId,
      address,
      saved: this.#saved,
      session,
      onStarted: (conversation) => {
        this.#outward.started(conversation);
        this.conversations.hear([conversation]);
        sync.wake();
      },
      onStored: (message) => {
        this.#outward.sent(message);
        this.conversations.wroteIn(message.conversation_id);
        this.#rows.upsert({ messages: [message] });
        // Who writes has read what was there.
        sync.marks.reach(message.conversation_id, "read", message.public_seq ?? 0);
      },
      onChange,
    });
    this.#reading = new Reading(this.#saved, this.#rows, sync.marks);
    this.#outward = new Outward({
      saved: this.#saved,
      rows: this.#rows,
      reading: this.#reading,
      conversations: this.conversations,
      onUnread,
    });
    this.#stopListening = [
      presence.subscribe(onChange),
      this.#rows.subscribe(onChange),
      this.#saved.subscribe(() => this.#followSaved()),
      onWake(() => this.wake()),
    ];
    this.#saved.onLasting = onChange;
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

  mute(muted: boolean): void {
    this.#saved.update({ muted });
    this.#changed();
  }

  /** The conversation is in sight, until the answer is called: so long it is told who is in it. */
  watch(conversationId: string): () => void {
    return this.#link.watch(conversationId);
  }

  /** Everything up to now was seen. */
  read(): void {
    if (!this.places.history) return;
    this.#reading.saw(this.places.history);
    this.#changed();
  }

  wake(): void {
    if (this.#site.problem) void this.#site.load();
    this.word.wake();
    if (this.#saved.state.conversation_id === null) return;
    this.#link.sync.wake();
    this.#unsent.wake();
    // Who looks now reads what came while nobody did.
    this.#changed();
  }

  /** Asks for the site's own texts again, in the language that is spoken from now on. */
  translate(): void {
    void this.#site.load();
  }

  /** The customer has opened the panel. */
  meet(): void {
    this.#link.meet().catch(() => undefined);
  }

  /** `forget`: nothing that is here or under way may be stored any more. */
  destroy(forget = false): void {
    if (forget) this.#saved.close();
    for (const stop of this.#stopListening) stop();
    this.draft.stop();
    this.#link.stop();
    this.#listeners.clear();
    this.#unsent.close();
  }

  /** Goes where this or another tab has gone: into a conversation that was just started, on with an earlier one, to the list. */
  #followSaved(): void {
    this.draft.follow();
    const { conversation_id } = this.#saved.state;
    if (conversation_id === null && !this.#unsent.isAnothers()) return;
    if (this.#unsent.follow()) {
      this.#leaveAll();
      this.#form = EMPTY_FORM;
    }
    this.places.follow();
    if (this.#link.sync.status === "stopped") this.#link.sync.wake();
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

  /** The site's server has named another person. What was said here belongs to the one who said it. */
  #somebodyElse(): void {
    this.#leaveAll();
    this.draft.type("");
    this.#form = EMPTY_FORM;
    this.#saved.handOver();
    this.draft.follow();
    this.#unsent.follow();
    this.#changed();
  }

  #leaveAll(): void {
    this.places.leaveAll();
    this.#link.sync.stop();
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
    this.#outward.follow(this.places.history, this.#link.line, this.#unsent.entries());
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
      blocked: this.#link.session.blocked,
      lasting: conversation_id === null || this.#saved.lasting,
      muted,
      teamIsThere: this.#link.team.isThere(),
      company: this.presence.in(matter.conversationId ?? ""),
      site: this.#site,
      form: this.#form,
      known: this.#link.session.knownAnswers(),
      draft: this.draft.text(),
      line: this.#link.line,
      unread: this.#unread(),
      api: this.#link.address,
    });
  }
}
