import type { Presence } from "@stonechat/openapi/client";

type Watchable = Pick<Presence, "open" | "close">;

const watched = new WeakMap<object, Map<string, number>>();

/** Opens a conversation for its first viewer on this page, and closes it after the last. */
export function watch(presence: Watchable, conversationId: string): () => void {
  const counts = watched.get(presence) ?? new Map<string, number>();
  watched.set(presence, counts);
  const count = counts.get(conversationId) ?? 0;
  if (count === 0) presence.open(conversationId);
  counts.set(conversationId, count + 1);
  return () => {
    const left = (counts.get(conversationId) ?? 1) - 1;
    if (left > 0) counts.set(conversationId, left);
    else {
      counts.delete(conversationId);
      presence.close(conversationId);
    }
  };
}

/** So long a list stands still before its rows are watched. */
const REST_MS = 250;
/** The server takes 20 frames a second of a connection, and ends one that goes on to say more. */
const FRAME_MS = 60;

/** The server lets a connection have 50 timelines open; what is read is among them. */
const MOST_ROWS = 40;

interface Rows {
  drawn: Map<string, number>;
  watched: Map<string, () => void>;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** What was told before has had its time by then. */
  notBefore: number;
}

const rowsOf = new WeakMap<object, Rows>();

/** The same for a row of a long list: what is only scrolled past is not worth a word to the server. */
export function watchRow(presence: Watchable, conversationId: string): () => void {
  const rows = rowsOf.get(presence) ?? { drawn: new Map(), watched: new Map(), timer: undefined, notBefore: 0 };
  rowsOf.set(presence, rows);
  rows.drawn.set(conversationId, (rows.drawn.get(conversationId) ?? 0) + 1);
  settleLater(presence, rows);
  return () => {
    const left = (rows.drawn.get(conversationId) ?? 1) - 1;
    if (left > 0) rows.drawn.set(conversationId, left);
    else rows.drawn.delete(conversationId);
    settleLater(presence, rows);
  };
}

function settleLater(presence: Watchable, rows: Rows): void {
  clearTimeout(rows.timer);
  rows.timer = setTimeout(() => settle(presence, rows), Math.max(REST_MS, rows.notBefore - Date.now()));
}

function settle(presence: Watchable, rows: Rows): void {
  const gone = [...rows.watched].filter(([id]) => !rows.drawn.has(id));
  const room = MOST_ROWS - (rows.watched.size - gone.length);
  const come = [...rows.drawn.keys()].filter((id) => !rows.watched.has(id)).slice(0, room);
  for (const [id, leave] of gone) {
    rows.watched.delete(id);
    leave();
  }
  for (const id of come) rows.watched.set(id, watch(presence, id));
  rows.notBefore = Date.now() + (gone.length + come.length) * FRAME_MS;
}
