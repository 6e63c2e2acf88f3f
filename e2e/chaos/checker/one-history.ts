import type { Audience, FinalState, History, HistoryEvent, RowSeen, SendEvent } from "./evidence.ts";
import type { Findings } from "./findings.ts";
import type { Stored } from "./stored.ts";

type Event<Type extends HistoryEvent["type"]> = Extract<HistoryEvent, { type: Type }>;

/** Statuses after which an outbox tries again; any other refusal is for good. */
const PASSING = new Set([401, 408, 425, 429]);

/** One client's history, read once from the first line to the last. */
export class OneHistory {
  readonly name: string;
  readonly sends: SendEvent[] = [];
  readonly acknowledged: Event<"acknowledged">[] = [];
  readonly changed: Event<"changed">[] = [];
  readonly marked: Event<"marked">[] = [];
  readonly revoked: number[] = [];
  readonly closed: Event<"closed">[] = [];
  audience: Audience = "customer";
  readonly person: string | null;
  final: FinalState | null = null;
  readonly #stored: Stored;
  readonly #findings: Findings;
  /** What the client held of each row since its memory was last new. */
  readonly #held = new Map<string, RowSeen>();
  #awaitsReady = false;

  constructor(history: History, stored: Stored, findings: Findings) {
    this.name = history.name;
    this.#stored = stored;
    this.#findings = findings;
    // Who this is may be written down later than the first answer, and is needed from the first row on.
    this.person = history.events.find((event) => event.type === "identity")?.id ?? null;
    for (const event of history.events) this.#read(event);
  }

  #read(event: HistoryEvent): void {
    switch (event.type) {
      case "begin":
        this.audience = event.audience;
        this.#findings.count(`clients over ${event.transport}`);
        break;
      case "send":
        this.sends.push(event);
        break;
      case "acknowledged":
        this.acknowledged.push(event);
        break;
      case "changed":
        this.changed.push(event);
        break;
      case "rows":
        for (const row of event.rows) this.#see(row);
        break;
      case "reset":
      case "reloaded":
        this.#findings.count(event.type === "reset" ? "resets" : "pages reloaded");
        this.#held.clear();
        break;
      case "final":
        this.final = event.state;
        break;
      default:
        this.#readOfLine(event);
    }
  }

  /** What concerns the line and its answers, not rows. */
  #readOfLine(event: HistoryEvent): void {
    switch (event.type) {
      case "hello":
        this.#awaitsReady = event.resumes;
        this.#findings.count("hellos");
        break;
      case "ready":
        if (this.#awaitsReady) this.#findings.count("resumes");
        this.#awaitsReady = false;
        break;
      case "revoked":
        this.revoked.push(event.at);
        break;
      case "closed":
        this.closed.push(event);
        this.#findings.count(`closed with ${event.code}`);
        if (event.code === 4002) this.#findings.count("token expired");
        break;
      case "refused":
        if (!PASSING.has(event.status))
          this.#findings.add("a send was refused", `${this.name} ${event.id}: ${event.status} ${event.code}`);
        break;
      case "answer":
        this.#readAnswer(event);
        break;
      case "marked":
        this.marked.push(event);
        this.#findings.count("acknowledged marks");
        break;
      case "company":
        this.#findings.count(`company seen: ${event.what}`);
        if (event.wanted !== event.shown)
          this.#findings.add("company did not heal", `${this.name}: ${event.what} in ${event.conversation}`);
        break;
      case "forgotten":
        this.#findings.add("a customer was forgotten", this.name);
        break;
      default:
    }
  }

  #readAnswer({ method, path, status, code }: Event<"answer">): void {
    this.#findings.count(`answers ${status}`);
    if (code === "token_expired") this.#findings.count("token expired");
    if (method === "POST" && status === 200 && /^\/v1\/conversations(\/[^/]+\/messages)?$/.test(path))
      this.#findings.count("replays");
    if (status === 500) this.#findings.add("the server failed", `${this.name}: ${method} ${path}`);
  }

  #see(row: RowSeen): void {
    const key = `${row.kind} ${row.id}`;
    const before = this.#held.get(key);
    if (before && row.held < before.held)
      this.#findings.add("a row went back in version", `${this.name}: ${key} from ${before.held} to ${row.held}`);
    if (row.held < row.version) this.#findings.add("a newer version was ignored", `${this.name}: ${key}`);
    if (before && row.kind === "mark" && goesBack(before, row))
      this.#findings.add("a mark went back", `${this.name}: ${key}`);
    if (this.audience === "customer") this.#checkLeak(row);
    this.#held.set(key, row);
    this.#findings.count("rows received");
  }

  #checkLeak(row: RowSeen): void {
    if (row.internal) this.#findings.add("a customer received a note or an event", `${this.name}: ${row.id}`);
    const conversation = row.kind === "conversation" ? row.id : row.conversation;
    const owner = row.owner ?? (conversation && this.#stored.conversations.get(conversation)?.customer_id);
    const foreign = row.kind === "customer" ? row.id !== this.person : owner !== undefined && owner !== this.person;
    if (foreign || row.kind === "tag" || row.kind === "site" || row.reader === "agent")
      this.#findings.add("a customer received what belongs to others", `${this.name}: ${row.kind} ${row.id}`);
    if (row.kind !== "message") return;
    const stored = this.#stored.messages.get(row.id);
    if (stored && stored.public_seq !== row.seq)
      this.#findings.add("a customer was told another number", `${this.name}: ${row.id} as ${row.seq}`);
  }
}

function goesBack(before: RowSeen, now: RowSeen): boolean {
  return (now.delivered ?? 0) < (before.delivered ?? 0) || (now.read ?? 0) < (before.read ?? 0);
}
