import type { Customer } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { BadgeCheck, Ban } from "lucide-react";
import { memo } from "react";
import { Link } from "wouter";
import { tagList } from "@/api/queries";
import { TimeText } from "@/components/time-text";
import { Avatar } from "@/components/ui/avatar";
import { Chip } from "@/components/ui/chip";
import { Cell, TableRow } from "@/components/ui/table";
import { briefTime } from "@/lib/times";
import { useNow } from "@/lib/use-now";
import { useWords } from "@/lib/words";
import { customersWords } from "@/words/customers";
import { displayName } from "@/words/names";

const TAGS_SHOWN = 2;

interface CustomerRowProps {
  customer: Customer;
  /** Null where all are from one site. */
  site: string | null;
  /** Keeps the list in the address. */
  search: string;
  open: boolean;
}

export const CustomerRow = memo(function CustomerRow({ customer, site, search, open }: CustomerRowProps) {
  const now = useNow();
  const name = displayName(customer);
  const under = [customer.email, customer.phone].find((text) => text !== null && text !== name);
  return (
    <TableRow className="relative hover:bg-hover">
      <Cell className="max-w-0 md:w-2/5">
        <span className="flex items-center gap-3">
          <Avatar name={name} />
          <span className="flex min-w-0 flex-col">
            <span className="flex items-center gap-1.5">
              <Link
                dir="auto"
                href={`/customers/${customer.id}${search}`}
                aria-current={open ? "page" : undefined}
                className="truncate font-medium outline-none before:absolute before:inset-0 focus-visible:before:outline-2 focus-visible:before:outline-ember focus-visible:before:-outline-offset-2"
              >
                {name}
              </Link>
              <Marks customer={customer} />
            </span>
            {under && <span className="truncate text-13 text-muted">{under}</span>}
          </span>
        </span>
      </Cell>
      <Cell className="whitespace-nowrap text-13 tabular-nums max-lg:hidden">
        <bdi dir="ltr">{customer.phone}</bdi>
      </Cell>
      {site !== null && <Cell className="max-w-40 truncate text-13 max-md:hidden">{site}</Cell>}
      <Cell className="max-md:hidden">
        <Tags customer={customer} />
      </Cell>
      <Cell className="w-24 whitespace-nowrap text-end text-13 text-muted tabular-nums">
        <TimeText at={customer.created_at}>{briefTime(customer.created_at, now)}</TimeText>
      </Cell>
    </TableRow>
  );
});

function Marks({ customer }: { customer: Customer }) {
  const words = useWords(customersWords);
  return (
    <>
      {customer.verified_at !== null && (
        <span title={words.verified} className="flex shrink-0">
          <BadgeCheck aria-hidden className="size-4 text-green" />
          <span className="sr-only">{words.verified}</span>
        </span>
      )}
      {customer.blocked_at !== null && (
        <Chip tone="red" icon={<Ban aria-hidden />} className="-my-0.5">
          {words.blocked}
        </Chip>
      )}
    </>
  );
}

function Tags({ customer }: { customer: Customer }) {
  const words = useWords(customersWords);
  const worn = (useQuery(tagList()).data ?? []).filter(({ id }) => customer.tag_ids.includes(id));
  if (worn.length === 0) return null;
  const more = worn.slice(TAGS_SHOWN);
  return (
    <span className="flex flex-wrap items-center gap-1">
      {worn.slice(0, TAGS_SHOWN).map(({ id, name, color }) => (
        <Chip key={id} color={color} className="max-w-36">
          {name}
        </Chip>
      ))}
      {more.length > 0 && (
        <span title={more.map(({ name }) => name).join(", ")}>
          <Chip>{words.moreTags(more.length)}</Chip>
        </span>
      )}
    </span>
  );
}
