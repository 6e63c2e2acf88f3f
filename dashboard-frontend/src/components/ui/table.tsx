import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";

/** A quiet table: no zebra, no boxes. What does not fit scrolls sideways within it. */
export function Table({ label, children, className }: { label: string; children: ReactNode; className?: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section aria-label={label} tabIndex={0} className={cn("overflow-x-auto", className)}>
      <table className="w-full border-collapse text-start text-14">{children}</table>
    </section>
  );
}

export function HeadCell({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cn("h-9 border-line border-b pe-4 text-start font-medium text-12 text-muted last:pe-0", className)}
      {...rest}
    />
  );
}

export function TableRow({ className, ...rest }: ComponentProps<"tr">) {
  return <tr className={cn("group border-line border-b last:border-b-0", className)} {...rest} />;
}

export function Cell({ className, ...rest }: ComponentProps<"td">) {
  return <td className={cn("h-12 py-2 pe-4 align-middle last:pe-0", className)} {...rest} />;
}
