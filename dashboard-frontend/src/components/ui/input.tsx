import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

const BOX =
  "w-full rounded-control border border-line-strong bg-raised px-3 text-14 text-text transition-[border-color] duration-150 placeholder:text-muted disabled:opacity-60 aria-invalid:border-red";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return (
    <input
      className={cn(BOX, "h-10 read-only:border-line read-only:bg-transparent pointer-coarse:h-11", className)}
      {...rest}
    />
  );
}

/** Grows with its text where the browser can, and keeps its least height everywhere. */
export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      className={cn(BOX, "field-sizing-content block max-h-80 min-h-20 resize-y py-2 leading-[1.5]", className)}
      {...rest}
    />
  );
}

/** The browser's own list: it works with every keyboard, voice and thumb. For long lists see `CommandList`. */
export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <span className={cn("relative block", className)}>
      <select className={cn(BOX, "h-10 cursor-pointer appearance-none truncate pe-9 pointer-coarse:h-11")} {...rest}>
        {children}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute end-3 top-0 h-full w-4 text-muted" />
    </span>
  );
}
