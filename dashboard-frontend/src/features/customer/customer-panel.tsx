import type { Conversation, Customer } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { Mail, Phone, X } from "lucide-react";
import type { ReactNode } from "react";
import { agentList } from "@/api/queries";
import { useConversation, useCustomer } from "@/api/use-rows";
import { statusWord } from "@/components/status-word";
import { TimeText } from "@/components/time-text";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { numberText } from "@/lib/language";
import { dayAndTime } from "@/lib/times";
import { useNow } from "@/lib/use-now";
import { useWords } from "@/lib/words";
import { customerWords } from "@/words/customer";
import { displayName } from "@/words/names";
import { ContactLine } from "./contact-line";

interface CustomerPanelProps {
  conversationId: string;
  onClose: () => void;
}

export function CustomerPanel({ conversationId, onClose }: CustomerPanelProps) {
  const words = useWords(customerWords);
  const { data: conversation } = useConversation(conversationId);
  const customer = useCustomer(conversation?.customer_id);
  return (
    <div className="flex h-full flex-col">
      <header className="flex h-14 shrink-0 items-center justify-between border-line border-b ps-6 pe-3">
        <h2 className="font-semibold text-14">{words.title}</h2>
        <Button variant="quiet" size="icon" aria-label={words.close} onClick={onClose}>
          <X aria-hidden />
        </Button>
      </header>
      <div className="grow overflow-y-auto overscroll-contain px-6 pb-6">
        {conversation && customer ? <Details conversation={conversation} customer={customer} /> : <PanelSkeleton />}
      </div>
    </div>
  );
}

function Details({ conversation, customer }: { conversation: Conversation; customer: Customer }) {
  const words = useWords(customerWords);
  const now = useNow();
  const { data: agents } = useQuery(agentList());
  const assignee = agents?.items.find((agent) => agent.id === conversation.assignee_id);
  const name = displayName(customer);
  // What the form asked and the lines above already say is not said twice.
  const said = [customer.name, customer.email, customer.phone];
  const answers = conversation.answers.filter((answer) => !said.includes(answer.value));
  return (
    <>
      <div className="flex flex-col items-center gap-3 py-6 text-center">
        <Avatar name={name} size="large" />
        <p className="max-w-full break-words font-semibold text-16">{name}</p>
      </div>
      <div className="flex flex-col gap-1 pb-4">
        <ContactLine icon={<Mail aria-hidden />} label={words.email} value={customer.email} scheme="mailto" />
        <ContactLine icon={<Phone aria-hidden />} label={words.phone} value={customer.phone} scheme="tel" />
      </div>
      {answers.length > 0 && (
        <Facts title={words.beforeChat}>
          {answers.map((answer) => (
            <Fact key={answer.key} label={answer.label}>
              {answer.value_label ?? answer.value}
            </Fact>
          ))}
        </Facts>
      )}
      <Facts title={words.thisConversation}>
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
      <Facts title={words.thisCustomer}>
        <Fact label={words.firstSeen}>
          <TimeText at={customer.created_at}>{dayAndTime(customer.created_at, now)}</TimeText>
        </Fact>
      </Facts>
    </>
  );
}

function Facts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-line border-t py-4">
      <h3 className="mb-2 font-medium text-12 text-muted">{title}</h3>
      <dl className="flex flex-col gap-2">{children}</dl>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[104px_1fr] gap-3 text-13">
      <dt className="text-muted">{label}</dt>
      <dd className="whitespace-pre-wrap break-words tabular-nums [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function PanelSkeleton() {
  const words = useWords(customerWords);
  return (
    <div role="status" className="flex flex-col items-center gap-3 py-6">
      <span className="sr-only">{words.loading}</span>
      <Skeleton className="size-14 rounded-full" />
      <Skeleton className="h-4 w-32" />
      <Skeleton className="mt-4 h-3 w-full" />
      <Skeleton className="h-3 w-full" />
      <Skeleton className="h-3 w-2/3 self-start" />
    </div>
  );
}
