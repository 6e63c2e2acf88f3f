import { type Api, type Presence, type Rows, SyncConnection, uuidv7 } from "@stonechat/openapi/client";
import type { PanelHost } from "../../bridge";
import type { Happenings } from "../page/happenings";
import { lazyApi, socketAddress } from "./lazy-api";
import { LineWatch } from "./line";
import { PageWord } from "./page-word";
import type { Saved } from "./saved";
import { Session } from "./session";
import { TeamWatch } from "./team";
import { readVisit } from "./visit";

export interface LinkOptions {
  siteId: string;
  api: () => Promise<string>;
  saved: Saved;
  onRows(rows: Rows): void;
  onReset(): void;
  /** It is live. What is read from now on misses nothing. */
  onReady(): Promise<void>;
  onForgotten(): Promise<void>;
  onSomebodyElse(): void;
  tell: PanelHost["tell"];
  onHappenings(happenings: Happenings): void;
  onChange(): void;
}

/** The server as one customer reaches it: for whom it takes them, what it tells live, and who is there. */
export class Link {
  readonly api: Api;
  readonly session: Session;
  readonly sync: SyncConnection;
  readonly word: PageWord;
  readonly team: TeamWatch;
  readonly #options: LinkOptions;
  readonly #line: LineWatch;
  /** The API's, once that is known. */
  address = "";

  constructor(options: LinkOptions) {
    this.#options = options;
    const { siteId, saved, onRows, onReset, onReady, onForgotten, onSomebodyElse, tell, onChange } = options;
    this.#line = new LineWatch(onChange);
    this.api = lazyApi(this.locate, (fresh) => this.session.token(fresh));
    this.word = new PageWord({
      api: this.api,
      saved,
      onIdentity: () => void this.session.identify().catch(() => undefined),
      onError: (error) => tell("error", error),
      tell,
      onHappenings: options.onHappenings,
    });
    this.session = new Session({
      siteId,
      api: this.api,
      inHand: lazyApi(this.locate, async () => this.session.tokenInHand),
      saved,
      identity: () => this.word.identity(),
      visit: () => ({ ...readVisit(), page: this.word.report() }),
      onForgotten,
      onSomebodyElse,
      onBegun: () => this.word.sessionBegan(),
      onChange,
    });
    this.sync = new SyncConnection({
      url: () => socketAddress(this.address),
      api: () => this.address,
      tab: uuidv7(),
      self: { author: "customer", id: null },
      token: async (fresh) => {
        await this.locate();
        return this.session.token(fresh);
      },
      onRows,
      onReset,
      onReady,
      onStatus: (status) => {
        this.#line.follow(status);
        // Polling tells of nobody.
        this.team.follow(this.sync.transport === "socket");
      },
    });
    this.team = new TeamWatch(this.presence, onChange);
  }

  get presence(): Presence {
    return this.sync.presence;
  }

  get line(): LineWatch["line"] {
    return this.#line.line;
  }

  readonly locate = async (): Promise<string> => {
    const { api, saved } = this.#options;
    this.address = await api();
    const known = saved.state;
    if (known.conversation_id !== null && known.api !== this.address) saved.update({ api: this.address });
    return this.address;
  };

  /** The conversation is in sight, until the answer is called. */
  watch(conversationId: string): () => void {
    this.presence.open(conversationId);
    this.team.open(conversationId);
    return () => {
      this.presence.close(conversationId);
      this.team.open(null);
    };
  }

  /** The customer has opened the panel: whom the page knows by name may be known here too. */
  async meet(): Promise<void> {
    if (!(await this.word.identity())?.waits) return;
    this.#options.saved.browserId();
    await this.session.begin();
    this.#options.onChange();
  }

  stop(): void {
    this.#line.stop();
    this.team.stop();
    this.sync.stop();
    this.word.stop();
  }
}
