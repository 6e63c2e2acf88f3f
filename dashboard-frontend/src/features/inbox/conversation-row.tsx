import { unreadCount } from "@stonechat/openapi/client";
import type { Conversation, Customer, Mark } from "@stonechat/openapi/types";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleAlert, ClockAlert, Flag } from "lucide-react";
import { type MouseEvent, memo, type PointerEvent } from "react";
import { Link } from "wouter";
import { agentList, askForMessages, customerDetail, markList } from "@/api/queries";
import { useMe } from "@/api/session-context";
import { StatusIcon, statusWord } from "@/components/status-word";
import { TimeText } from "@/components/time-text";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/lib/cn";
import { numberText } from "@/lib/language";
import { briefTime, duration } from "@/lib/times";
import { useNow } from "@/lib/use-now";
import { useWords } from "@/lib/words";
import { useCompany, useWatch } from "@/realtime/live-context";
import { commonWords } from "@/words/common";
import { inboxWords } from "@/words/inbox";
import { displayName } from "@/words/names";

/** From here on an answer is late: what customers of a live chat wait for before they leave. */
const LATE_MS = 5 * 60_000;

interface ConversationRowProps {
  conversation: Conversation;
  /** Undefined when the row came without its customer, who is then loaded. */
  customer: Customer | undefined;
  /** The same of how far everybody got. */
  marks: Mark[] | undefined;
  /** Keeps the list in the address. */
  search: string;
  open: boolean;
  failed: boolean;
  chosen: boolean;
  /** Some row is chosen: now a press chooses. */
  choosing: boolean;
  onChoose: (id: string, through: boolean) => void;
}

export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const words = useWords(inboxWords);
  const { conversation, open, chosen, onChoose } = props;
  const { id } = conversation;
  const customer = useCustomer(conversation.customer_id, props.customer);
  const now = useNow();
  const name = displayName(customer);
  const waits = conversation.waiting_since !== null && conversation.status === "open";
  useWatch(id);
  const cache = useQueryClient();
  function reachFor({ button, pointerType }: PointerEvent): void {
    // A finger may be about to scroll.
    if (button === 0 && pointerType === "mouse") askForMessages(cache, id);
  }
  function press(event: MouseEvent): void {
    if (!event.shiftKey) return;
    event.preventDefault();
    onChoose(id, true);
  }
  return (
    <div
      data-id={id}
      className={cn(
        "relative flex h-full items-center gap-3 rounded-card ps-4 pe-3 transition-[background-color] duration-150 hover:bg-hover",
        (open || chosen) && "bg-ember-soft hover:bg-ember-soft",
      )}
    >
      {waits && <span aria-hidden className="absolute inset-y-3 start-1 w-[3px] rounded-full bg-ember" />}
      <Chooser {...props} name={name} />
      <Link
        href={`/inbox/${id}${props.search}`}
        aria-current={open ? "page" : undefined}
        onPointerDown={reachFor}
        onClick={press}
        className="flex min-w-0 grow flex-col gap-0.5 outline-none before:absolute before:inset-0 before:rounded-card focus-visible:before:outline-2 focus-visible:before:outline-ember focus-visible:before:-outline-offset-2"
      >
        <span className="flex items-baseline justify-between gap-2">
          <span dir="auto" className={cn("truncate", waits ? "font-semibold" : "font-medium")}>
            {name}
          </span>
          <TimeText at={conversation.last_message_at} className="shrink-0 text-12 text-muted tabular-nums">
            {briefTime(conversation.last_message_at, now)}
          </TimeText>
        </span>
        <span className="flex h-5 items-center justify-between gap-2">
          <Preview conversation={conversation} bold={waits} />
          <RowState {...props} waits={waits} now={now} />
        </span>
        {waits && <span className="sr-only">{words.waitsForYou}</span>}
      </Link>
    </div>
  );
});

/** The face, which turns into a box to choose the row with. */
function Chooser({ conversation, chosen, choosing, onChoose, name }: ConversationRowProps & { name: string }) {
  const words = useWords(inboxWords);
  return (
    <span className="relative flex size-9 shrink-0 items-center justify-center">
      <span className={cn("group-focus-within:opacity-0 group-hover:opacity-0", choosing && "opacity-0")}>
        <Avatar name={name} />
      </span>
      <input
        type="checkbox"
        aria-label={words.choose(name)}
        checked={chosen}
        onChange={() => undefined}
        onClick={(event) => onChoose(conversation.id, event.shiftKey)}
        className={cn(
          "touch-target absolute z-10 size-4 accent-ember-strong opacity-0 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100",
          choosing && "opacity-100",
        )}
      />
    </span>
  );
}

function Preview({ conversation, bold }: { conversation: Conversation; bold: boolean }) {
  const words = useWords(inboxWords);
  const typing = useCompany(conversation.id).find(({ event, kind }) => event === "typing" && kind !== "note");
  const nameOf = useAgentName();
  if (typing) {
    return (
      <span className="truncate text-13 text-ember-ink italic">
        {typing.author === "customer" ? words.writing : words.agentWriting(nameOf(typing.author_id))}
      </span>
    );
  }
  const author = conversation.last_message_author_id;
  return (
    <span dir="auto" className={cn("truncate text-13", bold ? "text-text" : "text-muted")}>
      {conversation.last_message_author === "agent" && words.writer(nameOf(author))}
      <bdi>{conversation.preview}</bdi>
    </span>
  );
}

interface RowStateProps extends ConversationRowProps {
  waits: boolean;
  now: Date;
}

/** One thing at most, the one that matters most. */
function RowState({ conversation, marks, failed, waits, now }: RowStateProps) {
  const words = useWords(inboxWords);
  const unread = useUnread(conversation, marks);
  const { waiting_since, priority, status } = conversation;
  if (failed) {
    return (
      <span className="flex shrink-0 items-center gap-1 font-medium text-12 text-red">
        <CircleAlert aria-hidden className="size-4" />
        {words.notSent}
      </span>
    );
  }
  const late = waits && waiting_since !== null && now.getTime() - Date.parse(waiting_since) > LATE_MS;
  return (
    <span className="flex shrink-0 items-center gap-1.5">
      {(priority === "urgent" || priority === "high") && (
        <span title={words.priorities[priority]}>
          <Flag aria-hidden className={cn("size-3.5", priority === "urgent" ? "text-red" : "text-amber-ink")} />
          <span className="sr-only">{words.priorities[priority]}</span>
        </span>
      )}
      {late && (
        <span
          title={words.waitsSince}
          className="flex items-center gap-1 font-medium text-12 text-amber-ink tabular-nums"
        >
          <ClockAlert aria-hidden className="size-3.5" />
          <span className="sr-only">{words.waitsSince}</span>
          {duration(waiting_since, now)}
        </span>
      )}
      {unread > 0 && (
        <span className="inline-flex h-5 min-w-5 items-center justify-center rounded-full bg-ember-strong px-1.5 font-semibold text-12 text-on-ember tabular-nums">
          {unread > 99 ? "99+" : numberText(unread)}
          <span className="sr-only"> {words.unread}</span>
        </span>
      )}
      {status !== "open" && (
        <span title={statusWord(status)}>
          <StatusIcon status={status} />
          <span className="sr-only">{statusWord(status)}</span>
        </span>
      )}
    </span>
  );
}

/** What this agent has not read. Where a colleague or the agent wrote last, somebody has. */
function useUnread(conversation: Conversation, listed: Mark[] | undefined): number {
  const me = useMe();
  const { data } = useQuery({ ...markList(conversation.id), enabled: listed === undefined });
  const marks = listed ?? data?.items;
  // What has just begun is most likely read by nobody.
  if (!marks && conversation.public_seq > 1) return 0;
  const mine = marks?.find(({ reader, reader_id }) => reader === "agent" && reader_id === me.id);
  return unreadCount(conversation, mine, conversation.last_message_author !== "customer");
}

function useAgentName(): (id: string | null) => string {
  const { you, agent } = useWords(commonWords);
  const me = useMe();
  const { data } = useQuery(agentList());
  return (id) => (id === me.id ? you : (data?.items.find((known) => known.id === id)?.name ?? agent));
}

function useCustomer(id: string, known: Customer | undefined): Customer | undefined {
  const { data } = useQuery({ ...customerDetail(id), enabled: known === undefined });
  return known ?? data;
}
