import type { Conversation } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { Maximize2, X } from "lucide-react";
import { Link, useSearch } from "wouter";
import { agentList } from "@/api/queries";
import { sentenceFor } from "@/api/sentences";
import { useConversation, useCustomerDetail } from "@/api/use-rows";
import { useSteady } from "@/api/use-steady";
import { readView, writeView } from "@/api/views";
import { LoadTrouble } from "@/components/page";
import { statusWord } from "@/components/status-word";
import { TimeText } from "@/components/time-text";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { numberText } from "@/lib/language";
import { dayAndTime } from "@/lib/times";
import { useNow } from "@/lib/use-now";
import { useWords } from "@/lib/words";
import { customerWords } from "@/words/customer";
import { AboutCustomer } from "./about-customer";
import { CustomerSkeleton } from "./customer-skeleton";
import { Fact, Facts, Part } from "./facts";

interface CustomerPanelProps {
  conversationId: string;
  onClose: () => void;
}

/** Whom one writes with, beside the conversation. */
export function CustomerPanel({ conversationId, onClose }: CustomerPanelProps) {
  const words = useWords(customerWords);
  const search = writeView(readView(useSearch()));
  const { data: conversation, error: missing } = useConversation(conversationId);
  const { data: customer, error, refetch } = useSteady(useCustomerDetail(conversation?.customer_id));
  // What is wrong with the conversation is said in its own place.
  const isNobodys = !conversation && missing !== null;
  return (
    <div className="flex h-full flex-col">
      <header className="flex h-14 shrink-0 items-center gap-1 border-line border-b ps-6 pe-3">
        <h2 className="me-auto font-semibold text-14">{words.title}</h2>
        {customer && (
          <Button asChild variant="quiet" size="icon">
            <Link href={`/customers/${customer.id}`} aria-label={words.openPage} title={words.openPage}>
              <Maximize2 aria-hidden />
            </Link>
          </Button>
        )}
        <IconButton label={words.close} onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </header>
      <div className="grow overflow-y-auto overscroll-contain px-6 pb-6">
        {conversation && customer ? (
          <AboutCustomer key={customer.id} customer={customer} openId={conversation.id} search={search}>
            <AboutConversation conversation={conversation} said={[customer.name, customer.email, customer.phone]} />
          </AboutCustomer>
        ) : error ? (
          <LoadTrouble title={words.notLoaded} text={sentenceFor(error)} onRetry={refetch} />
        ) : (
          !isNobodys && <CustomerSkeleton />
        )}
      </div>
    </div>
  );
}

interface AboutConversationProps {
  conversation: Conversation;
  /** What stands above already is not said twice. */
  said: readonly (string | null)[];
}

function AboutConversation({ conversation, said }: AboutConversationProps) {
  const words = useWords(customerWords);
  const now = useNow();
  const { data: agents } = useQuery(agentList());
  const assignee = agents?.items.find((agent) => agent.id === conversation.assignee_id);
  const answers = conversation.answers.filter((answer) => !said.includes(answer.value));
  return (
    <>
      {answers.length > 0 && (
        <Part title={words.beforeChat}>
          <Facts>
            {answers.map((answer) => (
              <Fact key={answer.key} label={answer.label}>
                {answer.value_label ?? answer.value}
              </Fact>
            ))}
          </Facts>
        </Part>
      )}
      <Part title={words.thisConversation}>
        <Facts>
          <Fact label={words.status}>{statusWord(conversation.status)}</Fact>
          {assignee && <Fact label={words.assignedTo}>{assignee.name}</Fact>}
          <Fact label={words.started}>
            <TimeText at={conversation.created_at}>{dayAndTime(conversation.created_at, now)}</TimeText>
          </Fact>
          <Fact label={words.lastMessage}>
            <TimeText at={conversation.last_message_at}>{dayAndTime(conversation.last_message_at, now)}</TimeText>
          </Fact>
          <Fact label={words.messages}>{numberText(conversation.public_seq)}</Fact>
        </Facts>
      </Part>
    </>
  );
}
