import type { Customer } from "@stonechat/openapi/types";
import { BadgeCheck, Ban, Clock, Mail, Phone } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import { Chip } from "@/components/ui/chip";
import { cn } from "@/lib/cn";
import { timeIn } from "@/lib/time-zones";
import { dayAndTime } from "@/lib/times";
import { useNow } from "@/lib/use-now";
import { useWords } from "@/lib/words";
import { customerWords } from "@/words/customer";
import { displayName } from "@/words/names";
import { ContactLine } from "./contact-line";
import { InPlaceField } from "./in-place-field";

interface ProfileHeadProps {
  customer: Customer;
  /** There is room to stand beside each other. */
  wide: boolean;
}

/** Who it is, how to reach them, and what time it is there. */
export function ProfileHead({ customer, wide }: ProfileHeadProps) {
  const words = useWords(customerWords);
  const name = displayName(customer);
  return (
    <div className="pb-4">
      <div className={cn("flex flex-col items-center gap-3 pt-6 pb-3", wide && "md:flex-row md:gap-4")}>
        <Avatar name={name} size="large" />
        <div className={cn("w-full", wide && "md:w-auto md:min-w-0 md:grow")}>
          <InPlaceField
            customer={customer}
            field="name"
            label={words.name}
            saved={customer.name ?? ""}
            maxLength={200}
            pointer="/name"
            change={(text, seen) => ({
              of: () => ({ name: text || null }),
              clashes: (row) => (row.name ?? "") !== seen,
            })}
            className={cn("justify-center px-9 *:last:absolute", wide && "md:justify-start md:ps-0")}
          >
            <p className={cn("min-w-0 break-words text-center font-semibold text-16", wide && "md:text-start")}>
              {name}
            </p>
          </InPlaceField>
        </div>
        <Badges customer={customer} />
      </div>
      <ContactLine
        customer={customer}
        field="email"
        icon={<Mail aria-hidden />}
        label={words.email}
        none={words.noEmail}
      />
      <ContactLine
        customer={customer}
        field="phone"
        icon={<Phone aria-hidden />}
        label={words.phone}
        none={words.noPhone}
      />
      <TimeThere zone={customer.time_zone} />
    </div>
  );
}

function Badges({ customer }: { customer: Customer }) {
  const words = useWords(customerWords);
  const now = useNow();
  const { verified_at, blocked_at } = customer;
  if (verified_at === null && blocked_at === null) return null;
  return (
    <div className="flex flex-wrap justify-center gap-1.5">
      {verified_at !== null && (
        <span title={words.verifiedSince(dayAndTime(verified_at, now))}>
          <Chip tone="green" icon={<BadgeCheck aria-hidden className="text-green" />}>
            {words.verified}
          </Chip>
        </span>
      )}
      {blocked_at !== null && (
        <span title={words.blockedSince(dayAndTime(blocked_at, now))}>
          <Chip tone="red" icon={<Ban aria-hidden />}>
            {words.blocked}
          </Chip>
        </span>
      )}
    </div>
  );
}

function TimeThere({ zone }: { zone: string | null }) {
  const words = useWords(customerWords);
  const now = useNow();
  const there = zone === null ? null : timeIn(zone, now);
  if (there === null) return null;
  const { clock, hoursAhead } = there;
  const apart = hoursAhead > 0 ? words.ahead(hoursAhead) : words.behind(-hoursAhead);
  return (
    <p className="flex min-h-9 items-center gap-3 text-13 tabular-nums" title={zone ?? undefined}>
      <Clock aria-hidden className="size-4 shrink-0 text-muted" />
      {`${words.there(clock)}, ${hoursAhead === 0 ? words.sameTime : apart}`}
    </p>
  );
}
