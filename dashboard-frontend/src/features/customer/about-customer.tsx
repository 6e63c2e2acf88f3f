import type { Customer } from "@stonechat/openapi/types";
import { memo, type ReactNode } from "react";
import { cn } from "@/lib/cn";
import { AttributesPart, PageAttributesPart } from "./attributes-part";
import { GoneCustomer, isGone } from "./gone-customer";
import { HistoryPart } from "./history-part";
import { NotePart } from "./note-part";
import { PrivacyPart } from "./privacy-part";
import { ProfileHead } from "./profile-head";
import { TagsPart } from "./tags-part";
import { VisitPart } from "./visit-part";

interface AboutCustomerProps {
  customer: Customer;
  /** The conversation that is open beside it. */
  openId?: string;
  /** Keeps the list of the inbox in the address. */
  search: string;
  /** There is room for two columns. */
  wide?: boolean;
  /** What is known of the conversation. */
  children?: ReactNode;
}

/** All that is known of a customer, and what can be done about it. Give it the customer's id as its key. */
export function AboutCustomer({ customer, openId, search, wide = false, children }: AboutCustomerProps) {
  const history = <HistoryPart customerId={customer.id} {...(openId !== undefined && { openId })} search={search} />;
  if (isGone(customer)) {
    return (
      <>
        <GoneCustomer customer={customer} />
        {children}
        {history}
      </>
    );
  }
  return (
    <div className={cn(wide && "grid gap-x-12 lg:grid-cols-2")}>
      <Profile customer={customer} wide={wide} />
      <div className={cn("min-w-0", wide && "lg:[&>section:first-child]:border-t-0")}>
        {children}
        {history}
        <Visit customer={customer} />
      </div>
    </div>
  );
}

type PartsProps = Pick<AboutCustomerProps, "customer">;

// What is said in the conversation changes nothing of these.

const Profile = memo(function Profile({ customer, wide }: PartsProps & { wide: boolean }) {
  return (
    <div className="min-w-0">
      <ProfileHead customer={customer} wide={wide} />
      <TagsPart customer={customer} />
      <NotePart customer={customer} />
      <AttributesPart customer={customer} />
      <PageAttributesPart customer={customer} />
    </div>
  );
});

const Visit = memo(function Visit({ customer }: PartsProps) {
  return (
    <>
      <VisitPart customer={customer} />
      <PrivacyPart customer={customer} />
    </>
  );
});
