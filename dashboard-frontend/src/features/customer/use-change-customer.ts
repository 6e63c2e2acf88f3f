import { changeCustomer, getCustomer } from "@stonechat/openapi/sdk";
import type { ChangeCustomer, Customer } from "@stonechat/openapi/types";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { aheadOf } from "@/api/ahead";
import { customerDetail } from "@/api/queries";
import { hasCode } from "@/api/sentences";
import { useWrite, type Write } from "@/api/use-write";
import type { ToastContent } from "@/lib/toasts";
import { useLive } from "@/realtime/live-context";

type Fields = Omit<ChangeCustomer, "head_version">;

export interface Change {
  /** The fields as they should be, given how the customer is now. */
  of: (row: Customer) => Fields;
  /** Somebody else changed the very same since the agent saw it: then nothing is repeated without asking. */
  clashes?: (row: Customer) => boolean;
}

interface Options {
  said?: () => ToastContent;
  /** What went wrong is said beside the field. */
  inForm?: boolean;
}

const TRIES = 4;

/** Changes a customer as they are now, also when others change something else of them at the same time. */
export function useChangeCustomer(customer: Customer, { said, inForm = false }: Options = {}): Write<Change, Customer> {
  const live = useLive();
  const cache = useQueryClient();
  const { id } = customer;
  return useWrite<Change, Customer>({
    write: (change) => store(change, newestOf(cache, customer), (row) => live.learn({ customers: [row] })),
    ...(!inForm && {
      meanwhile: (held, change) => aheadOf(held).customers.lay([id], (row) => ({ ...row, ...change.of(row) })),
    }),
    keep: (_, row) => live.learn({ customers: [row] }),
    ...(said && { said }),
    inForm,
    inOrder: `customer ${id}`,
  });
}

/** Based on the newest version that is known. Where that is outdated, on what the server says then. */
async function store(change: Change, known: Customer, learn: (row: Customer) => void): Promise<Customer> {
  const path = { customer_id: known.id };
  let row = known;
  for (let left = TRIES; ; left -= 1) {
    const body = { ...change.of(row), head_version: row.head_version };
    try {
      return (await changeCustomer({ path, body, throwOnError: true })).data;
    } catch (error) {
      if (!hasCode(error, "version_conflict")) throw error;
      row = (await getCustomer({ path, throwOnError: true })).data;
      learn(row);
      if (left <= 1 || change.clashes?.(row)) throw error;
    }
  }
}

function newestOf(cache: QueryClient, known: Customer): Customer {
  const held = cache.getQueryData(customerDetail(known.id).queryKey);
  return held && held.version > known.version ? held : known;
}
