import { CircleCheck, CircleDot, Clock, Hourglass } from "lucide-react";
import { commonWords } from "@/words/common";

const STATUSES = {
  open: { Icon: CircleDot, className: "text-green" },
  pending: { Icon: Hourglass, className: "text-muted" },
  snoozed: { Icon: Clock, className: "text-muted" },
  resolved: { Icon: CircleCheck, className: "text-muted" },
};

export type Status = keyof typeof STATUSES;

export function statusWord(status: Status): string {
  return commonWords.now().status[status];
}

export function StatusIcon({ status }: { status: Status }) {
  const { Icon, className } = STATUSES[status];
  return <Icon aria-hidden className={`size-4 shrink-0 ${className}`} />;
}
