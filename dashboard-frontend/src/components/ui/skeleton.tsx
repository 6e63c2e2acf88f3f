import { cn } from "@/lib/cn";

/** One grey shape of what is to come. Give it the size of that. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("skeleton block", className)} />;
}
