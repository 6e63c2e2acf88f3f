import { cn } from "@/lib/cn";
import { initials } from "@/lib/names";

const SIZES = { small: "size-7 text-12", normal: "size-9 text-13", large: "size-14 text-20" };

interface AvatarProps {
  name: string;
  size?: keyof typeof SIZES;
  /** Ours wear the slate of the bird's head, customers a pale stone. */
  ours?: boolean;
}

/** A face of initials. The name stands beside it as text, so that it is hidden from screen readers. */
export function Avatar({ name, size = "normal", ours = false }: AvatarProps) {
  return (
    <span
      aria-hidden
      className={cn(
        "inline-flex shrink-0 select-none items-center justify-center rounded-full font-semibold tracking-tight",
        SIZES[size],
        ours ? "bg-slate text-on-slate" : "bg-line text-text",
      )}
    >
      {initials(name)}
    </span>
  );
}
