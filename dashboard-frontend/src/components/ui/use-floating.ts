import { type KeyboardEvent, useState } from "react";

interface FloatingOptions {
  open?: boolean | undefined;
  defaultOpen?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
}

/**
 * Whether something that floats is open. Escape closes it also while a toast is shown: Radix gives the key to what came
 * last, and that is the toast.
 */
export function useFloating({ open: wanted, defaultOpen = false, onOpenChange }: FloatingOptions) {
  const [own, setOwn] = useState(defaultOpen);
  function change(open: boolean): void {
    setOwn(open);
    onOpenChange?.(open);
  }
  return {
    root: { open: wanted ?? own, onOpenChange: change },
    onKeyDown: (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      change(false);
    },
  };
}
