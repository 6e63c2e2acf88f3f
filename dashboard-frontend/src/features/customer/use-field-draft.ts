import type { Customer } from "@stonechat/openapi/types";
import { useMe } from "@/api/session-context";
import { type TypedText, useDraft } from "@/lib/use-draft";

/** What this agent types into one field of one customer. */
export function useFieldDraft(customer: Customer, field: string, saved: string): TypedText {
  const me = useMe();
  return useDraft(`stonechat.customer.${me.id}.${customer.id}.${field}`, saved);
}
