import type { Conversation, Customer } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { CircleAlert } from "lucide-react";
import { memo } from "react";
import { Link } from "wouter";
import { agentList, customerDetail } from "@/api/queries";
import { useMe } from "@/api/session-context";
import { StatusIcon, statusWord } from "@/components/status-word";
import { TimeText } from "@/components/time-text";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/lib/cn";
import { briefTime } from "@/lib/times";
import { useNow } from "@/lib/use-now";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";
import { inboxWords } from "@/words/inbox";
import { displayName } from "@/words/names";

interface ConversationRowProps {
  conversation: Conversation;
  /** Undefined when the row came without its customer, who is then loaded. */
  customer: Customer | undefined;
  selected: boolean;
  failed: boolean;
}

export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const words = useWords(inboxWords);
  const { conversation, selected, failed } = props;
  const customer = useCustomer(conversation.customer_id, props.customer);
  const now = useNow();
  const name = displayName(customer);
  const waits = conversation.last_message_author === "customer" && conversation.status === "open";
  return (
    <Link
      href={`/inbox/${conversation.id}`}
      aria-current={selected ? "page" : undefined}
      className={cn(
        "relative flex items-center gap-3 rounded-card py-3 ps-4 pe-3 outline-offset-[-2px] transition-[background-color] duration-150 hover:bg-hover",
        selected && "bg-ember-soft hover:bg-ember-soft",
      )}
    >
      {waits && <span aria-hidden className="absolute inset-y-3 start-1 w-[3px] rounded-full bg-ember" />}
      <Avatar name={name} />
      <span className="flex min-w-0 grow flex-col gap-0.5">
        <span className="flex items-baseline justify-between gap-2">
          <span className={cn("truncate", waits ? "font-semibold" : "font-medium")}>{name}</span>
          <TimeText at={conversation.last_message_at} className="shrink-0 text-12 text-muted tabular-nums">
            {briefTime(conversation.last_message_at, now)}
          </TimeText>
        </span>
        <span className="flex items-center justify-between gap-2">
          <span className={cn("truncate text-13", waits ? "text-text" : "text-muted")}>
            <Writer conversation={conversation} />
            {conversation.preview}
          </span>
          <RowState status={conversation.status} failed={failed} />
        </span>
      </span>
      {waits && <span className="sr-only">{words.waitsForYou}</span>}
    </Link>
  );
});

/** Who wrote last, where it was one of us. */
function Writer({ conversation }: { conversation: Conversation }) {
  const words = useWords(inboxWords);
  const { you, agent: someAgent } = useWords(commonWords);
  const me = useMe();
  const { data: agents } = useQuery(agentList());
  const id = conversation.last_message_author_id;
  if (conversation.last_message_author !== "agent") return null;
  if (id === me.id) return words.writer(you);
  return words.writer(agents?.items.find((agent) => agent.id === id)?.name ?? someAgent);
}

function RowState({ status, failed }: { status: Conversation["status"]; failed: boolean }) {
  const words = useWords(inboxWords);
  if (failed) {
    return (
      <span className="flex shrink-0 items-center gap-1 font-medium text-12 text-red">
        <CircleAlert aria-hidden className="size-4" />
        {words.notSent}
      </span>
    );
  }
  if (status === "open") return null;
  return (
    <span title={statusWord(status)}>
      <StatusIcon status={status} />
      <span className="sr-only">{statusWord(status)}</span>
    </span>
  );
}

function useCustomer(id: string, known: Customer | undefined): Customer | undefined {
  const { data } = useQuery({ ...customerDetail(id), enabled: known === undefined });
  return known ?? data;
}
