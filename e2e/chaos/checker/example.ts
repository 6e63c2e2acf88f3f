import type {
  Evidence,
  FinalState,
  Held,
  HeldMessage,
  HistoryEvent,
  RowSeen,
  Snapshot,
  StoredMessage,
} from "./evidence.ts";

export const CUSTOMER = "customer-id";
export const AGENT = "agent-id";
export const CONVERSATION = "conversation-id";

/** What was said in the example, oldest first; the note is between the two of the customer. */
const SAID = [
  { id: "m1", author: "customer", kind: "start", text: "Where is my parcel?", public_seq: 1 },
  { id: "m2", author: "agent", kind: "note", text: "It was sent twice.", public_seq: null },
  { id: "m3", author: "customer", kind: "message", text: "Hello?", public_seq: 2 },
  { id: "m4", author: "agent", kind: "message", text: "It is on its way.", public_seq: 3 },
] as const;

/** Evidence whose histories can be read again and changed. */
export type Example = Evidence & { histories: { name: string; events: HistoryEvent[] }[] };

/** A small run in which everything is right: one customer, one agent, four entries, one mark. */
export function goodRun(): Example {
  const messages = SAID.map(
    ({ id, author, kind, text, public_seq }, index): StoredMessage => ({
      id,
      conversation_id: CONVERSATION,
      seq: index + 1,
      public_seq,
      kind: kind === "note" ? "note" : "message",
      author,
      author_id: author === "customer" ? CUSTOMER : AGENT,
      text,
      version: 1,
      edited_at: null,
      deleted_at: null,
    }),
  );
  return {
    histories: [historyOf("customer", messages), historyOf("agent", messages)],
    database: {
      conversations: [{ id: CONVERSATION, customer_id: CUSTOMER, seq: 4, public_seq: 3, version: 4 }],
      messages,
      marks: [
        {
          id: "mark-id",
          conversation_id: CONVERSATION,
          reader: "customer",
          reader_id: CUSTOMER,
          delivered_seq: 3,
          read_seq: 3,
          version: 2,
        },
      ],
      customers: [{ id: CUSTOMER, version: 1 }],
      agents: [{ id: AGENT, version: 1 }],
    },
    snapshots: { agents: snapshotFor("agent", messages), [CUSTOMER]: snapshotFor("customer", messages) },
    strikes: ["process killed", "line cut"].map((kind) => ({ kind, at: 100_000, until: 101_000, target: "any" })),
    memory: [{ at: 1, process: "API process 0", megabytes: 120 }],
    accidents: [],
    bounds: {
      strikes: { "process killed": 1, "line cut": 1 },
      acknowledgements: 4,
      resumes: 2,
      replays: 2,
      revocations: 2,
      memory: 300,
      revocation: 3_000,
    },
  };
}

function historyOf(audience: "customer" | "agent", messages: StoredMessage[]): Example["histories"][number] {
  const snapshot = snapshotFor(audience, messages);
  const events: HistoryEvent[] = [
    { type: "begin", at: 1, client: audience, audience, transport: "core" },
    { type: "identity", at: 2, id: audience === "customer" ? CUSTOMER : AGENT },
    { type: "hello", at: 3, resumes: true },
    { type: "ready", at: 4 },
    { type: "revoked", at: 10 },
    { type: "closed", at: 20, code: 4900 },
    {
      type: "answer",
      at: 21,
      method: "POST",
      path: `/v1/conversations/${CONVERSATION}/messages`,
      status: 200,
      code: null,
    },
  ];
  for (const { id, text, kind, author } of SAID)
    if (author === audience)
      events.push({ type: "send", at: 30, id, conversation: CONVERSATION, text, kind, kept: true });
  for (const message of messages.filter((row) => row.author === audience)) {
    const { id, public_seq } = message;
    const seq = seqFor(audience, message);
    events.push({ type: "acknowledged", at: 40, id, conversation: CONVERSATION, seq, public_seq });
  }
  events.push({ type: "rows", at: 50, via: "line", rows: rowsFor(audience, messages) });
  const { conversations, timelines, marks } = snapshot;
  const others = { mark: marks, customer: [[CUSTOMER, 1, ""] as Held] };
  events.push({ type: "final", at: 60, state: { settled: true, unsent: 0, conversations, timelines, others } });
  return { name: audience, events };
}

function rowsFor(audience: string, messages: StoredMessage[]): RowSeen[] {
  const mark = { kind: "mark", id: "mark-id", conversation: CONVERSATION } as const;
  return [
    { kind: "conversation", id: CONVERSATION, version: 3, held: 3, owner: CUSTOMER },
    { kind: "conversation", id: CONVERSATION, version: 4, held: 4, owner: CUSTOMER },
    ...messagesFor(audience, messages).map((message): RowSeen => {
      const { id, conversation_id: conversation, version } = message;
      return { kind: "message", id, version, held: version, conversation, seq: seqFor(audience, message) };
    }),
    { ...mark, version: 1, held: 1, delivered: 2, read: 1 },
    { ...mark, version: 2, held: 2, delivered: 3, read: 3 },
  ];
}

function snapshotFor(audience: string, messages: StoredMessage[]): Snapshot {
  const timeline = messagesFor(audience, messages).map(
    (message): HeldMessage => [message.id, message.version, `digest of ${message.id}`, seqFor(audience, message)],
  );
  return {
    conversations: [[CONVERSATION, 4, "digest"]],
    timelines: { [CONVERSATION]: timeline },
    marks: [["mark-id", 2, ""]],
  };
}

function messagesFor(audience: string, messages: StoredMessage[]): StoredMessage[] {
  return messages.filter(({ public_seq }) => audience === "agent" || public_seq !== null);
}

function seqFor(audience: string, { seq, public_seq }: StoredMessage): number {
  return audience === "agent" ? seq : (public_seq ?? 0);
}

/** What of one type happened to one of the two. */
export function eventsOf<Type extends HistoryEvent["type"]>(run: Example, client: "customer" | "agent", type: Type) {
  const history = run.histories.find(({ name }) => name === client);
  return (history?.events ?? []).filter((event) => event.type === type) as Extract<HistoryEvent, { type: Type }>[];
}

export function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error("there is none");
  return item;
}

export function rowsOf(run: Example, client: "customer" | "agent"): RowSeen[] {
  return first(eventsOf(run, client, "rows")).rows;
}

export function finalOf(run: Example, client: "customer" | "agent"): FinalState {
  return first(eventsOf(run, client, "final")).state;
}
