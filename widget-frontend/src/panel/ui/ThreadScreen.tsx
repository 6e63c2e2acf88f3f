import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import type { Chat } from "../chat/chat";
import type { ChatView } from "../chat/view";
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
}

export function ThreadScreen({ view, chat, shown }: ThreadScreenProps): ReactNode {
  const { conversationId } = view;
  const text = useSyncExternalStore(chat.draft.subscribe, chat.draft.text);
  const { list, atEnd, onScroll, toEnd } = useThreadScroll(view, () => chat.loadOlder());
  const nameOf = (id: string | null): string => view.agentName(id) ?? view.config?.name ?? words.chat;

  useEffect(() => {
    if (shown && atEnd && view.unread > 0 && document.visibilityState === "visible") chat.read();
  }, [shown, atEnd, view, chat]);

  useEffect(() => {
    if (!shown || conversationId === null) return;
    chat.presence.open(conversationId);
    return () => chat.presence.close(conversationId);
  }, [shown, chat, conversationId]);

  return (
    <>
      <div className="scroll" ref={list} onScroll={onScroll}>
        {view.hasOlder && <div className="waiting small" role="status" aria-label={words.loadingOlder} />}
        {view.loading && <div className="waiting" role="status" aria-label={words.loading} />}
        <Timeline
          days={view.days}
          nameOf={nameOf}
          faceOf={view.agentFace}
          over={view.over}
          onRetry={(id) => chat.retry(id)}
          onEdit={(id) => void chat.takeBack(id)}
        />
      </div>
      <Announcer days={view.days} nameOf={nameOf} />
      {!atEnd && view.unread > 0 && (
        <button type="button" className="jump" onClick={toEnd}>
          <DownIcon />
          {words.newMessages}
        </button>
      )}
      <LineNotice line={view.line} />
      <OverNotice over={view.over} kept={view.form.text !== ""} onStart={() => chat.startAnew()} />
      {!view.over && (
        <Composer
          text={text}
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
