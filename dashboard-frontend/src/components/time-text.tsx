import { exactTime } from "@/lib/times";

interface TimeTextProps {
  at: string;
  children: string;
  className?: string;
}

/** A time as people say it; the exact one on hover. */
export function TimeText({ at, children, className }: TimeTextProps) {
  return (
    <time dateTime={at} title={exactTime(at)} className={className}>
      {children}
    </time>
  );
}
