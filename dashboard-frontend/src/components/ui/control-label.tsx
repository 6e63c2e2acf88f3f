import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

interface ControlLabelProps {
  /** The control's. What describes it is `hintId(id)`. */
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  strong?: boolean;
  className?: string | undefined;
}

/** The words beside a box, a dot or a switch, and a line under them. */
export function ControlLabel({ id, label, hint, strong = false, className }: ControlLabelProps) {
  return (
    <span className={cn("flex min-w-0 flex-col", className)}>
      <label htmlFor={id} className={cn("text-14", strong && "font-medium")}>
        {label}
      </label>
      {hint && (
        <span id={hintId(id)} className="text-13 text-muted">
          {hint}
        </span>
      )}
    </span>
  );
}

export function hintId(id: string): string {
  return `${id}-hint`;
}
