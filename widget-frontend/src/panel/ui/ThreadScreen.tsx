import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import type { Chat } from "../chat/chat";
import type { ChatView } from "../chat/view";
import type { RatingCard } from "../more/RatingCard";
import { words } from "../text/words";
import { Announcer } from "./Announcer";
import { Composer } from "./Composer";
import { DownIcon } from "./icons";
import { LineNotice } from "./LineNotice";
import { OverNotice } from "./OverNotice";
import { Timeline } from "./Timeline";
import { useThreadScroll } from "./useThreadScroll";

interface ThreadScreenProps {
  view: ChatView;
  chat: Chat;
  shown: boolean;
  /** Undefined until it is loaded. */
  Rating: typeof RatingCard | undefined;
}

export function ThreadScreen({ view, chat, shown, Rating }: ThreadScreenProps): ReactNode {
  const { conversationId } = view;
  const text = useSyncExternalStore(chat.draft.subscribe, chat.draft.text);
  const { list, atEnd, onScroll, toEnd } = useThreadScroll(view, chat.places);
  const nameOf = (id: string | null): string => view.agentName(id) ?? view.config?.name ?? words.chat;

  useEffect(() => {
    if (shown && atEnd && view.unread > 0 && document.visibilityState === "visible") chat.read();
  }, [shown, atEnd, view, chat]);

  useEffect(() => {
    if (!shown || conversationId === null) return;
    return chat.watch(conversationId);
  }, [shown, chat, conversationId]);

  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: in a conversation that is over nothing else lets the arrow keys scroll. */}
      <section className="scroll" ref={list} onScroll={onScroll} aria-label={words.conversation} tabIndex={0}>
        {view.hasOlder && <div className="waiting small" role="status" aria-label={words.loadingOlder} />}
        {view.loading && <div className="waiting" role="status" aria-label={words.loading} />}
        <Timeline
          days={view.days}
          nameOf={nameOf}
          faceOf={view.agentFace}
          over={view.over || view.blocked}
          onRetry={(id) => chat.retry(id)}
          onEdit={(id) => void chat.takeBack(id)}
        />
        {Rating && view.rating && !view.hasNewer && conversationId !== null && (
          <Rating
            {...view.rating}
            onRate={(rating, text) => chat.conversations.rate(conversationId, { rating, text })}
          />
        )}
      </section>
      <Announcer bubbles={view.newest} nameOf={nameOf} />
      {!atEnd && (
        <button type="button" className="jump" onClick={toEnd} aria-label={view.unread ? undefined : words.toNewest}>
          <DownIcon />
          {view.unread > 0 && words.newMessages}
        </button>
      )}
      <LineNotice line={view.line} />
      <p className="line" role="status">
        {!view.lasting && words.notKept}
      </p>
      <p className="line calm" role="status">
        {view.blocked && words.blocked}
      </p>
      <OverNotice
        over={view.over && !view.blocked}
        kept={view.form.text !== ""}
        onStart={() => chat.places.startAnew()}
      />
      {!view.over && !view.blocked && (
        <Composer
          text={text}
          away={view.teamIsThere === false}
          onText={(change) => {
            const typed = change(chat.draft.text());
            chat.draft.type(typed);
            if (typed && conversationId !== null) chat.presence.typing(conversationId);
          }}
          onSend={async (message) => {
            toEnd();
            await chat.send(message);
          }}
        />
      )}
    </>
  );
}
