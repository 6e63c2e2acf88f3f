import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useLayer } from "@/components/ui/layer";

interface TooltipProps {
  text: string;
  /** The keys that do the same. */
  keys?: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  children: ReactNode;
}

/** A word about a thing without one, on hover and on focus. The thing itself still has its label. */
export function Tooltip({ text, keys, side = "bottom", children }: TooltipProps) {
  const layer = useLayer();
  return (
    <Radix.Provider delayDuration={400} skipDelayDuration={200}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal container={layer}>
          <Radix.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="z-50 flex animate-fade items-center gap-2 rounded-control bg-text px-2 py-1 text-12 text-canvas"
          >
            {text}
            {keys}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
