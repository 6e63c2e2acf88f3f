import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return (
    <input
      className={cn(
        "h-10 w-full rounded-control border border-line-strong bg-raised px-3 text-14 text-text transition-[border-color] duration-150 placeholder:text-muted disabled:opacity-60 aria-invalid:border-red pointer-coarse:h-11",
        className,
      )}
      {...rest}
    />
  );
}
