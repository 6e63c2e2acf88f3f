import { type ReactNode, useEffect, useState } from "react";
import type { Chat } from "../chat/chat";
import type { ChatView } from "../chat/view";
import { words } from "../text/words";
import { Composer } from "./Composer";
import { DownIcon } from "./icons";
import { LineNotice } from "./LineNotice";
import { Timeline } from "./Timeline";
import { useThreadScroll } from "./useThreadScroll";

interface ThreadScreenProps {
  view: ChatView;
  chat: Chat;
  shown: boolean;
}

export function ThreadScreen({ view, chat, shown }: ThreadScreenProps): ReactNode {
  const [text, setText] = useState(chat.draft);
  const { list, atEnd, onScroll, toEnd } = useThreadScroll(view, () => chat.loadOlder());
  const name = view.config?.name ?? words.chat;

  useEffect(() => {
    if (shown && atEnd && view.unread > 0 && document.visibilityState === "visible") chat.read();
  }, [shown, atEnd, view, chat]);

  const edit = async (id: string): Promise<void> => {
    const taken = await chat.takeBack(id);
    if (taken) setText((current) => [taken, current].filter(Boolean).join("\n"));
  };

  return (
    <>
      <div className="scroll" ref={list} onScroll={onScroll}>
        {view.hasOlder && <div className="waiting small" role="status" aria-label={words.loadingOlder} />}
        {view.loading && <div className="waiting" role="status" aria-label={words.loading} />}
        <Timeline
          days={view.days}
          nameOf={(id) => view.agentName(id) ?? name}
          onRetry={(id) => chat.retry(id)}
          onEdit={(id) => void edit(id)}
        />
      </div>
      {!atEnd && view.unread > 0 && (
        <button type="button" className="jump" onClick={toEnd}>
          <DownIcon />
          {words.newMessages}
        </button>
      )}
      <LineNotice line={view.line} />
      <Composer
        text={text}
        onText={setText}
        onDraft={(draft) => chat.saveDraft(draft)}
        onSend={async (message) => {
          toEnd();
          await chat.send(message);
        }}
      />
    </>
  );
}
