import type { Customer } from "@stonechat/openapi/types";
import { Eraser, GitMerge } from "lucide-react";
import { Link } from "wouter";
import { useCustomer } from "@/api/use-rows";
import { MessageScreen } from "@/components/message-screen";
import { Button } from "@/components/ui/button";
import { dayAndTime } from "@/lib/times";
import { useNow } from "@/lib/use-now";
import { useWords } from "@/lib/words";
import { customerWords } from "@/words/customer";
import { displayName } from "@/words/names";

export function isGone(customer: Customer): boolean {
  return customer.erased_at !== null || customer.merged_into_id !== null;
}

/** Nobody can be this customer any more: they were erased, or turned out to be somebody else. */
export function GoneCustomer({ customer }: { customer: Customer }) {
  const words = useWords(customerWords);
  const now = useNow();
  const other = useCustomer(customer.merged_into_id ?? undefined);
  if (customer.merged_into_id !== null) {
    return (
      <MessageScreen
        picture={<GitMerge aria-hidden />}
        title={words.mergedTitle}
        className="h-auto"
        action={
          <Button asChild variant="outline">
            <Link href={`/customers/${customer.merged_into_id}`}>{words.toOther(displayName(other))}</Link>
          </Button>
        }
      >
        {words.mergedText}
      </MessageScreen>
    );
  }
  return (
    <MessageScreen picture={<Eraser aria-hidden />} title={words.erasedTitle} className="h-auto">
      {words.erasedText(dayAndTime(customer.erased_at ?? customer.created_at, now))}
    </MessageScreen>
  );
}
