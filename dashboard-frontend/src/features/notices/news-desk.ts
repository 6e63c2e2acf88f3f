import type { Rows } from "@stonechat/openapi/client";
import type { Conversation } from "@stonechat/openapi/types";
import type { NoticeScope } from "@/lib/notice-choices";
import { claim } from "./claims";
import { type Noteworthy, noteworthy } from "./noteworthy";
import { Unseen } from "./unseen";

/** What comes one after the other is told together; the tab that shows it has this long to say so. */
const GATHER_MS = 400;
/** And no longer than this, where it never stops. */
const GATHER_AT_MOST_MS = 5_000;
const REMEMBERED = 2_000;

interface NewsDeskOptions {
  myId: string;
  scope: () => NoticeScope;
  /** The conversation that the agent looks at in this tab right now. */
  looksAt: () => string | null;
  conversationOf: (id: string) => Conversation | undefined;
  /** Tells it, once over all tabs. */
  tell: (news: readonly Noteworthy[]) => void;
  onCount: (count: number) => void;
}

/** Decides what an agent hears of, and that it is only once, however many tabs are open. */
export class NewsDesk {
  readonly #options: NewsDeskOptions;
  readonly #unseen: Unseen;
  readonly #known = new Set<string>();
  readonly #otherTabs: BroadcastChannel | null;
  #gathered: Noteworthy[] = [];
  #since = 0;
  #closed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: NewsDeskOptions) {
    this.#options = options;
    this.#unseen = new Unseen(options.myId);
    this.#otherTabs =
      typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(`stonechat.looked.${options.myId}`);
    this.#otherTabs?.addEventListener("message", this.#lookedElsewhere);
  }

  take(rows: Rows): void {
    const { myId, scope, looksAt } = this.#options;
    const arrived = new Map(rows.conversations.map((row) => [row.id, row]));
    const conversationOf = (id: string) => arrived.get(id) ?? this.#options.conversationOf(id);
    const fresh = noteworthy(rows.messages, conversationOf, myId, scope()).filter(({ id }) => !this.#known.has(id));
    for (const { id } of fresh) this.#remember(id);
    const here = looksAt();
    const inSight = fresh.filter(({ conversationId }) => conversationId === here);
    const outOfSight = fresh.filter(({ conversationId }) => conversationId !== here);
    for (const each of outOfSight) this.#unseen.add(each);
    this.#unseen.settle(rows);
    this.#options.onCount(this.#unseen.count);
    if (here !== null && inSight.length > 0) void this.#keepSilent(here, inSight);
    if (outOfSight.length > 0) this.#gather(outOfSight);
  }

  /** The agent may look at another conversation now. */
  look(): void {
    const here = this.#options.looksAt();
    if (here === null || !this.#unseen.looked(here)) return;
    this.#options.onCount(this.#unseen.count);
    this.#otherTabs?.postMessage(here);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#otherTabs?.close();
  }

  /** Other tabs, which do not see it, must not tell it either. */
  async #keepSilent(conversationId: string, inSight: readonly Noteworthy[]): Promise<void> {
    await claim(this.#options.myId, idsOf(inSight));
    // By then they have heard of it, too.
    await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
    if (!this.#closed) this.#otherTabs?.postMessage(conversationId);
  }

  #gather(news: readonly Noteworthy[]): void {
    if (this.#gathered.length === 0) this.#since = Date.now();
    this.#gathered.push(...news);
    clearTimeout(this.#timer);
    const left = GATHER_AT_MOST_MS - (Date.now() - this.#since);
    this.#timer = setTimeout(() => void this.#tellAll(), Math.max(0, Math.min(GATHER_MS, left)));
  }

  async #tellAll(): Promise<void> {
    const gathered = this.#gathered;
    this.#gathered = [];
    const mine = await claim(this.#options.myId, idsOf(gathered));
    // What was read or answered meanwhile needs no word any more.
    const news = gathered.filter(({ id, conversationId }) => mine.has(id) && this.#unseen.has(conversationId));
    if (news.length > 0) this.#options.tell(news);
  }

  readonly #lookedElsewhere = ({ data }: MessageEvent<unknown>): void => {
    if (typeof data === "string" && this.#unseen.looked(data)) this.#options.onCount(this.#unseen.count);
  };

  #remember(id: string): void {
    this.#known.add(id);
    const [oldest] = this.#known;
    if (this.#known.size > REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
  }
}

function idsOf(news: readonly Noteworthy[]): string[] {
  return news.map(({ id }) => id);
}
