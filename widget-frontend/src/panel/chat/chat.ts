import { type Api, onWake, type Presence, RowStore, SyncConnection, uuidv7 } from "@stonechat/openapi/client";
import type { Conversation, WidgetConfig } from "@stonechat/openapi/types";
import type { PanelHost } from "../../bridge";
import type { StonechatError } from "../../stonechat";
import { Attributes } from "./attributes";
import { Draft } from "./draft";
import { Happenings } from "./happenings";
import { History } from "./history";
import { Identity } from "./identity";
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
import { readVisit } from "./visit";
import { Whereabouts } from "./whereabouts";

export interface ChatOptions {
  siteId: string;
  api: () => Promise<string>;
  onConfig(config: WidgetConfig): void;
  onUnread(count: number): void;
  tell: PanelHost["tell"];
}

/** One customer's chat on one site: what is shown, and what the customer can do. Knows nothing of how it looks. */
export class Chat {
  readonly draft: Draft;
  /** Who writes right now, on both sides. */
  readonly presence: Presence;
  readonly attributes: Attributes;
  readonly whereabouts: Whereabouts;
  readonly identity: Identity;
  readonly #happenings: Happenings;
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
  /** The status of the open conversation is known. */
  #isFollowed = false;
  #history: History | null = null;
  #form: FormStart = EMPTY_FORM;
  #leaving: string | null = null;
  #view: ChatView | null = null;

  constructor(options: ChatOptions) {
    this.#options = options;
    const { siteId, tell } = options;
    const address = async (): Promise<string> => {
      this.#address = await options.api();
      const { api, conversation_id } = this.#saved.state;
      if (conversation_id !== null && api !== this.#address) this.#saved.update({ api: this.#address });
      return this.#address;
    };
    const onError = (error: StonechatError): void => tell("error", error);
    this.#saved = new Saved(siteId);
    this.#happenings = new Happenings(tell);
    this.identity = new Identity(onError);
    this.draft = new Draft(this.#saved);
    this.#api = lazyApi(address, (fresh) => this.#session.token(fresh));
    const hasConversation = (): boolean => this.#saved.state.conversation_id !== null;
    const hasSession = (): boolean => this.#saved.state.resume_key !== null;
    this.whereabouts = new Whereabouts({ api: this.#api, hasConversation, onError });
    this.attributes = new Attributes({ api: this.#api, hasSession, onError });
    this.#site = new Site(this.#api, siteId, () => {
      if (this.#site.config) options.onConfig(this.#site.config);
      this.#changed();
    });
    this.#session = new Session({
      siteId,
      api: this.#api,
      inHand: lazyApi(address, async () => this.#session.tokenInHand),
      saved: this.#saved,
      identity: this.identity,
      visit: () => ({ ...readVisit(), page: this.whereabouts.report() }),
      onForgotten: () => this.#forgotten(),
      onSomebodyElse: () => this.#somebodyElse(),
      onBegun: () => this.attributes.sessionBegan(),
    });
    this.#unsent = new Unsent({
      siteId,
      address,
      saved: this.#saved,
      session: this.#session,
      onStarted: (id) => {
        this.#happenings.started(id);
        this.#sync.wake();
      },
      onStored: (message) => {
        this.#happenings.sent(message);
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
        for (const row of rows.conversations) this.#follow(row);
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

  /** Who the customer is by the word of the page's server. Told as soon as there is a session, which this does not make. */
  identify(identity: unknown): void {
    if (this.identity.offer(identity)) void this.#session.identify().catch(() => undefined);
  }

  /** The customer has opened the panel: whom the page knows by name may be known here too. */
  meet(): void {
    if (!this.identity.waits) return;
    this.#saved.browserId();
    this.#session.begin().catch(() => undefined);
  }

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
    void this.attributes.tell();
    if (this.#saved.state.conversation_id === null) return;
    this.#sync.wake();
    this.#unsent.wake();
    // Who looks now reads what came while nobody did.
    this.#changed();
  }

  /** `forget`: nothing that is here or under way may be stored any more. */
  destroy(forget = false): void {
    if (forget) this.#saved.close();
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
    if (history.state === "here" && !this.#isFollowed) {
      this.#follow(await this.#api.get<Conversation>(`/v1/conversations/${history.conversationId}`));
    }
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
    this.#saved.update({ browser_id: null, conversation_id: null, read_seq: 0, draft: "", resolved_id: null });
    this.#unsent.follow();
    this.#changed();
  }

  /** Pages on which nothing but a resolved conversation is saved need not be live. */
  #follow(row: Conversation): void {
    this.#happenings.status(row);
    const { conversation_id, resolved_id } = this.#saved.state;
    if (row.id !== conversation_id) return;
    this.#isFollowed = true;
    const isResolved = row.status === "resolved";
    if (isResolved !== (resolved_id === row.id)) this.#saved.update({ resolved_id: isResolved ? row.id : null });
  }

  #leaveAll(): void {
    this.#isFollowed = false;
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
    if (this.#history) {
      this.#reading.arrived(this.#history);
      this.#happenings.arrived(this.#history);
    }
    this.#happenings.line(this.#line.line);
    this.#happenings.failures(this.#unsent.entries());
    // What the launcher shows stands until the conversation is here to be counted.
    if (this.#history?.state !== "unknown") this.#options.onUnread(this.#unread());
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
