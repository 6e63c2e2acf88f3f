import { type ReactNode, useEffect, useState } from "react";
import type { Chat } from "../chat/chat";
import { type ListRow, listOf } from "../chat/list";
import type { ChatView } from "../chat/view";
import { exactTimeOf, shortTimeOf } from "../text/dates";
import { words } from "../text/words";
import { Face } from "../ui/Face";
import { LineNotice } from "../ui/LineNotice";

/** The customer's conversations, newest activity first. */
export function ListScreen({ view, chat }: { view: ChatView; chat: Chat }): ReactNode {
  const { listState } = view;
  const list = listOf(view.listed);
  const [busy, setBusy] = useState(false);
  const more = async (): Promise<void> => {
    setBusy(true);
    // What fails can be asked for again: the button stays.
    await chat.conversations.more().catch(() => undefined);
    setBusy(false);
  };
  useEffect(() => {
    if (!listState.loaded) chat.loadList();
  }, [listState.loaded, chat]);
  return (
    <>
      <nav className="list" aria-label={words.conversations}>
        <ul>
          {list.map((row, index) => (
            <li key={row.id}>
              <Row row={row} first={index === 0} view={view} onOpen={() => chat.places.goTo(row.id)} />
            </li>
          ))}
        </ul>
        {!listState.loaded && <div className="waiting" role="status" aria-label={words.loading} />}
        {listState.loaded && list.length === 0 && <p className="notice">{words.noConversations}</p>}
        {listState.hasMore && (
          <button type="button" className="link" disabled={busy} onClick={() => void more()}>
            {words.moreConversations}
          </button>
        )}
      </nav>
      <LineNotice line={view.line} />
      {!view.blocked && (
        <div className="over">
          <button type="button" className="primary" onClick={() => chat.places.startAnother()}>
            {words.startAnew}
          </button>
        </div>
      )}
    </>
  );
}

interface RowProps {
  row: ListRow;
  first: boolean;
  view: ChatView;
  onOpen: () => void;
}

function Row({ row, first, view, onOpen }: RowProps): ReactNode {
  const { by, at, preview, unread, resolved } = row;
  const team = view.agentName(by.id) ?? view.config?.name ?? words.chat;
  const name = by.author === "customer" ? words.you : team;
  return (
    <button
      type="button"
      className={unread ? "row news" : "row"}
      onClick={onOpen}
      {...(first ? { "data-first": "" } : {})}
    >
      <Face name={name} picture={by.author === "agent" ? view.agentFace(by.id) : null} />
      <span className="what">
        <span className="who">
          <b>
            <bdi>{name}</bdi>
          </b>
          <time dateTime={at} title={exactTimeOf(at)}>
            {shortTimeOf(at, new Date())}
          </time>
        </span>
        <span className="who">
          <span className="preview">
            <bdi>{preview}</bdi>
          </span>
          {unread > 0 ? (
            <span className="count">
              {unread > 99 ? "99+" : unread}
              <span className="unseen"> {words.unreadCount(unread)}</span>
            </span>
          ) : (
            resolved && <span>{words.done}</span>
          )}
        </span>
      </span>
    </button>
  );
}
