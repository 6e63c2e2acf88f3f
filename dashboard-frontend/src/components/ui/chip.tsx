import { X } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

const TONES = {
  quiet: "bg-hover text-text",
  ember: "bg-ember-soft text-text",
  green: "bg-green-soft text-text",
  amber: "bg-amber-paper text-amber-ink",
  red: "bg-red-soft text-red",
};

interface ChipProps {
  children: ReactNode;
  tone?: keyof typeof TONES;
  /** A tag's own color, as a dot: words on any color would not be readable. */
  color?: string | undefined;
  icon?: ReactNode;
  /** Offers to take it away; the label says what. */
  onRemove?: (() => void) | undefined;
  removeLabel?: string;
  className?: string;
}

/** A word in a capsule: a tag, a role, a state. */
export function Chip({ children, tone = "quiet", color, icon, onRemove, removeLabel, className }: ChipProps) {
  return (
    <span
      className={cn(
        "inline-flex h-6 max-w-full shrink-0 items-center gap-1.5 rounded-full px-2 font-medium text-12 [&_svg]:size-3.5 [&_svg]:shrink-0",
        TONES[tone],
        onRemove && "pe-0.5",
        className,
      )}
    >
      {color !== undefined && <Dot color={color} />}
      {icon}
      <span className="truncate">{children}</span>
      {onRemove && (
        <button
          type="button"
          aria-label={removeLabel}
          onClick={onRemove}
          className="touch-target inline-flex size-5 items-center justify-center rounded-full text-muted hover:text-text"
        >
          <X aria-hidden />
        </button>
      )}
    </span>
  );
}

/** A drop of somebody's own color, with a line around it so that it shows on every paper. */
export function Dot({ color }: { color: string }) {
  return (
    <svg viewBox="0 0 10 10" aria-hidden="true" className="size-2.5! shrink-0">
      <circle cx="5" cy="5" r="4.5" fill={color} className="stroke-line-strong" strokeWidth="0.5" />
    </svg>
  );
}
