import type { Conversation, Customer } from "@stonechat/openapi/types";
import { matches } from "@/lib/search";
import type { Action } from "@/lib/shortcuts/actions";
import { displayName } from "@/words/names";

/** A page that one can go to. */
export interface Place {
  href: string;
  label: string;
}

/** One line of the command bar. */
export type Command = { id: string; label: string; keywords?: string } & (
  | { kind: "action"; action: Action }
  | { kind: "place"; href: string }
  | { kind: "conversation"; href: string }
  | { kind: "customer"; href: string; customer: Customer }
);

interface Known {
  actions: readonly Action[];
  places: readonly Place[];
  conversations: readonly Conversation[];
  customers: readonly Customer[];
}

/** While nothing is typed the people are only a taste; then there are as many as one would look through. */
const FEW = 5;
const MANY = 20;

export function commandsOf({ actions, places, conversations, customers }: Known): Command[] {
  const known = new Map(customers.map((customer) => [customer.id, customer]));
  return [
    ...inGroups(withoutHidden(actions)).map(
      (action): Command => ({
        kind: "action",
        id: idOf("action", action.group, action.label),
        label: action.label,
        action,
      }),
    ),
    ...places.map(({ href, label }): Command => ({ kind: "place", id: idOf("place", href), label, href })),
    ...conversations.map((row): Command => {
      const customer = known.get(row.customer_id);
      return {
        kind: "conversation",
        id: idOf("conversation", row.id),
        label: [displayName(customer), row.preview].filter(Boolean).join(": "),
        href: `/inbox/${row.id}`,
        keywords: reachedBy(customer),
      };
    }),
    ...customers.map(
      (customer): Command => ({
        kind: "customer",
        id: idOf("customer", customer.id),
        label: displayName(customer),
        href: `/customers/${customer.id}`,
        customer,
        keywords: reachedBy(customer),
      }),
    ),
  ];
}

/** Also the name of an element, in which there must be no spaces. */
function idOf(kind: Command["kind"], ...of: readonly string[]): string {
  return [kind, ...of].map(encodeURIComponent).join("/");
}

function reachedBy(customer: Customer | undefined): string {
  return [customer?.email, customer?.phone].filter(Boolean).join(" ");
}

/** Each group once, that of the page before those of everywhere: it came later. */
function inGroups(actions: readonly Action[]): Action[] {
  const groups = [...new Set(actions.map(({ group }) => group))].reverse();
  return groups.flatMap((group) => actions.filter((action) => action.group === group));
}

/** Where two have the same keys, the later one is the one that works. */
function withoutHidden(actions: readonly Action[]): Action[] {
  return actions.filter(
    ({ keys }, at) => keys === undefined || actions.findLastIndex((other) => other.keys === keys) === at,
  );
}

/** What fits to what was typed: what was used of late first, then each kind in its turn. */
export function found(commands: readonly Command[], typed: string, recent: readonly string[]): Command[] {
  const fitting = commands.filter(({ label, keywords }) => matches(typed, label, keywords));
  const usedOfLate = recent.flatMap((id) => fitting.find((command) => command.id === id) ?? []);
  const most = typed.trim() === "" ? FEW : MANY;
  const counts = new Map<Command["kind"], number>();
  const others = fitting.filter(({ id, kind }) => {
    if (usedOfLate.some((command) => command.id === id)) return false;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return kind === "action" || kind === "place" || count <= most;
  });
  return [...usedOfLate, ...others];
}
