import { useState } from "react";
import { cn } from "@/lib/cn";
import { initials } from "@/lib/names";

const SIZES = {
  tiny: "size-5 text-[0.5625rem]",
  /** Among icons. */
  icon: "size-6 text-12",
  small: "size-7 text-12",
  normal: "size-9 text-13",
  large: "size-14 text-20",
  huge: "size-20 text-28",
};

interface AvatarProps {
  name: string;
  size?: keyof typeof SIZES;
  /** Ours wear the slate of the bird's head, customers a pale stone. */
  ours?: boolean;
  /** The address of a picture; without one, or while it can't be had, there are initials. */
  face?: string | null;
  /** A green dot for who is there. The word for it stands elsewhere. */
  online?: boolean;
}

/** A face or its initials. The name stands beside it as text, so that it is hidden from screen readers. */
export function Avatar({ name, size = "normal", ours = false, face = null, online = false }: AvatarProps) {
  const [broken, setBroken] = useState<string | null>(null);
  return (
    <span aria-hidden className="relative inline-flex shrink-0">
      <span
        className={cn(
          "inline-flex select-none items-center justify-center overflow-hidden rounded-full font-semibold tracking-tight",
          SIZES[size],
          ours ? "bg-slate text-on-slate" : "bg-line text-text",
        )}
      >
        {face !== null && face !== broken ? (
          <img src={face} alt="" onError={() => setBroken(face)} className="size-full object-cover" />
        ) : (
          initials(name)
        )}
      </span>
      {online && <span className="absolute end-0 bottom-0 size-2.5 rounded-full border-2 border-canvas bg-green" />}
    </span>
  );
}
