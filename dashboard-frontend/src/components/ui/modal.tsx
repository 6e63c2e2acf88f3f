import { type ComponentProps, type ReactNode, useEffect, useRef, useState } from "react";
import { enterTopLayer, Layer } from "@/components/ui/layer";
import { cn } from "@/lib/cn";

interface ModalProps extends Omit<ComponentProps<"dialog">, "onClose" | "open"> {
  open: boolean;
  onClose: () => void;
  /** A click beside it closes it, too. */
  closesBeside?: boolean;
  children: ReactNode;
}

/**
 * What lies over the page and is dealt with first. The browser's own dialog traps the focus, closes on Escape and gives
 * the focus back; Radix' modal dialog would write a style element into the page, which our content security policy
 * refuses.
 */
export function Modal({ open, onClose, closesBeside = true, className, children, ...rest }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [element, setElement] = useState<HTMLDialogElement | null>(null);
  // A list has a dialog for each row: what was never opened costs the page nothing.
  const [needed, setNeeded] = useState(open);
  if (open && !needed) setNeeded(true);
  useEffect(() => {
    const { current } = dialog;
    setElement(current);
    if (!open) {
      if (current?.open) current.close();
      return;
    }
    if (!current) return;
    if (!current.open) current.showModal();
    return enterTopLayer(current);
  }, [open]);
  if (!needed) return null;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the dialog closes on Escape by itself; this is a click beside it.
    <dialog
      ref={dialog}
      onClose={(event) => event.target === event.currentTarget && onClose()}
      onClick={(event) => closesBeside && event.target === event.currentTarget && onClose()}
      className={cn("m-0 bg-surface text-text shadow-large backdrop:bg-shade", className)}
      {...rest}
    >
      <Layer element={element}>{open && children}</Layer>
    </dialog>
  );
}
