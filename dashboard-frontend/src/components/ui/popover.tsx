import { Popover as Radix } from "radix-ui";
import { type ReactNode, type RefObject, useRef } from "react";
import { useLayer } from "@/components/ui/layer";
import { useFloating } from "@/components/ui/use-floating";
import { cn } from "@/lib/cn";

interface PopoverProps {
  trigger: ReactNode;
  label: string;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  side?: "top" | "right" | "bottom" | "left";
  align?: "start" | "center" | "end";
  className?: string;
  /** Where the focus goes when it closes, instead of back to what opened it. A click beside it decides for itself. */
  returnsTo?: RefObject<HTMLElement | null>;
}

/** A small panel at what opened it. Not modal, for the reason that stands at `Menu`. */
export function Popover({
  trigger,
  label,
  children,
  side,
  align = "start",
  className,
  returnsTo,
  ...state
}: PopoverProps) {
  const layer = useLayer();
  const floating = useFloating(state);
  const left = useRef(false);
  function giveFocus(event: Event): void {
    if (!returnsTo) return;
    event.preventDefault();
    if (!left.current) returnsTo.current?.focus({ preventScroll: true });
    left.current = false;
  }
  return (
    <Radix.Root modal={false} {...floating.root}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={layer}>
        <Radix.Content
          aria-label={label}
          side={side}
          align={align}
          sideOffset={8}
          collisionPadding={8}
          onInteractOutside={() => {
            left.current = true;
          }}
          onCloseAutoFocus={giveFocus}
          onKeyDown={floating.onKeyDown}
          className={cn(
            "z-50 w-72 animate-fade rounded-card border border-line bg-raised p-3 shadow-large outline-none",
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
