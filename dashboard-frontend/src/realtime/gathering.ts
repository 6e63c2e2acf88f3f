import { type Rows, rowsOf } from "@stonechat/openapi/client";

/** What comes within this time is shown together: nobody sees the difference, and drawing has an end. */
const TOGETHER_MS = 100;

/**
 * Hands on rows at once where they are few, and in one piece where more of them come than can be drawn one by one. They
 * are kept in their order, and none is left out.
 */
export class Gathering {
  readonly #handOn: (rows: Rows) => void;
  #gathered: Rows | null = null;
  #handedOnAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(handOn: (rows: Rows) => void) {
    this.#handOn = handOn;
  }

  take(rows: Rows): void {
    this.#gathered = this.#gathered ? joined(this.#gathered, rows) : rows;
    const wait = this.#handedOnAt + TOGETHER_MS - performance.now();
    // A page that nobody sees draws nothing, and its timers are late.
    if (wait <= 0 || document.visibilityState === "hidden") this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), wait);
  }

  /** Hands on what waits: something is about to be done that has to know it. */
  flush(): void {
    const rows = this.#gathered;
    this.drop();
    if (!rows) return;
    this.#handedOnAt = performance.now();
    this.#handOn(rows);
  }

  /** What waits is no base any more. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#gathered = null;
  }
}

function joined(one: Rows, other: Rows): Rows {
  return rowsOf({
    conversations: [...one.conversations, ...other.conversations],
    messages: [...one.messages, ...other.messages],
    customers: [...one.customers, ...other.customers],
    agents: [...one.agents, ...other.agents],
    marks: [...one.marks, ...other.marks],
    tags: [...one.tags, ...other.tags],
    sites: [...one.sites, ...other.sites],
  });
}
