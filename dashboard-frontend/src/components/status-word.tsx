import { CircleCheck, CircleDot, Clock, Hourglass } from "lucide-react";

const STATUSES = {
  open: { word: "Open", Icon: CircleDot, className: "text-green" },
  pending: { word: "Waiting for the customer", Icon: Hourglass, className: "text-muted" },
  snoozed: { word: "Snoozed", Icon: Clock, className: "text-muted" },
  resolved: { word: "Resolved", Icon: CircleCheck, className: "text-muted" },
};

export type Status = keyof typeof STATUSES;

export function statusWord(status: Status): string {
  return STATUSES[status].word;
}

export function StatusIcon({ status }: { status: Status }) {
  const { Icon, className } = STATUSES[status];
  return <Icon aria-hidden className={`size-4 shrink-0 ${className}`} />;
}
