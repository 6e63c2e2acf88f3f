import type { Message } from "@stonechat/openapi/types";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { TimelineItem } from "./timeline";

interface Loaded {
  messages: readonly Message[];
  /** How far the reader got by now. */
  readSeq: number;
}

/** What was unread when the conversation was opened: it stays marked while it is being read. */
interface Unread {
  /** The first of it that is loaded, where something older stands above it. */
  firstId: string | undefined;
  count: number;
  /** Some of it may be further up than what is loaded. */
  beginsEarlier: boolean;
}

export function useUnread(loaded: Loaded | undefined, myId: string, hasOlder: boolean): Unread {
  const [opened, setOpened] = useState<{ readSeq: number; newest: number } | null>(null);
  if (loaded && opened === null) {
    const newest = loaded.messages.findLast(({ public_seq }) => public_seq !== null)?.public_seq ?? 0;
    setOpened({ readSeq: loaded.readSeq, newest });
  }
  if (!loaded || opened === null) return { firstId: undefined, count: 0, beginsEarlier: false };
  const { readSeq, newest } = opened;
  const isUnread = ({ public_seq, author_id }: Message): boolean =>
    public_seq !== null && public_seq > readSeq && public_seq <= newest && author_id !== myId;
  const at = loaded.messages.findIndex(isUnread);
  const beginsEarlier = at === 0 && hasOlder;
  return {
    // A line above everything would part nothing from nothing.
    firstId: at > 0 ? loaded.messages[at]?.id : undefined,
    count: at < 0 || (at === 0 && !hasOlder) ? 0 : Math.max(0, newest - readSeq),
    beginsEarlier,
  };
}

interface JumpOptions {
  unread: Unread;
  shown: readonly TimelineItem[];
  /** Not all that is loaded is drawn. */
  hidesSome: boolean;
  /** Draws everything that is loaded. */
  showAll: () => void;
  /** Tells whether it could be loaded. */
  loadOlder: () => Promise<boolean>;
  /** What scrolls, with all messages in its first element. */
  container: RefObject<HTMLElement | null>;
}

interface Jump {
  line: RefObject<HTMLParagraphElement | null>;
  /** The line is further up than what is in sight, and was not seen yet. */
  offered: boolean;
  go: () => void;
}

/** The way to the line before what is new. */
export function useJumpToUnread(options: JumpOptions): Jump {
  const { unread, shown, hidesSome, showAll, loadOlder, container } = options;
  const line = useRef<HTMLParagraphElement>(null);
  const [seen, setSeen] = useState(false);
  const [above, setAbove] = useState(false);
  const [going, setGoing] = useState(false);
  const { firstId, beginsEarlier, count } = unread;
  const isDrawn = shown.some(({ type }) => type === "new");

  useEffect(() => {
    const element = line.current;
    if (!element || !isDrawn) return;
    const observer = new IntersectionObserver(
      (changes) => {
        const inSight = changes.some(({ isIntersecting }) => isIntersecting);
        setAbove(!inSight);
        if (inSight) setSeen(true);
      },
      { root: element.closest("[data-scroll]") },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [isDrawn]);

  // Older pages come in one after the other, until the line is among them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page that came in is looked at once.
  useEffect(() => {
    if (!going) return;
    if (beginsEarlier) {
      void loadOlder().then((loaded) => !loaded && setGoing(false));
      return;
    }
    if (!isDrawn && (firstId !== undefined || hidesSome)) {
      showAll();
      return;
    }
    setGoing(false);
    setSeen(true);
    // Where all is new there is no line: it begins with the first message.
    const beginning = line.current ?? container.current?.firstElementChild;
    if (beginning) bringToTop(beginning);
    (line.current ?? container.current)?.focus({ preventScroll: true });
  }, [going, beginsEarlier, isDrawn, shown]);

  const go = useCallback(() => setGoing(true), []);
  return { line, offered: count > 0 && !seen && (above || !isDrawn), go };
}

/** As long as what comes into sight by it may still be measured, and turn out higher than it was thought to be. */
const SETTLING_FRAMES = 12;

function bringToTop(element: Element, frames: number = SETTLING_FRAMES): void {
  element.scrollIntoView({ block: "start" });
  if (frames > 0) requestAnimationFrame(() => element.isConnected && bringToTop(element, frames - 1));
}
