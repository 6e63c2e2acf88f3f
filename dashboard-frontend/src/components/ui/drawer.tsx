import { type ReactNode, useEffect, useRef } from "react";

interface DrawerProps {
  open: boolean;
  onClose: () => void;
  label: string;
  children: ReactNode;
}

/**
 * A panel over the page from the right. The browser's own dialog traps the focus, closes on Escape and gives the focus
 * back; Radix' modal dialog would write a style element into the page, which our content security policy refuses.
 */
export function Drawer({ open, onClose, label, children }: DrawerProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the dialog closes on Escape by itself; this is a click beside it.
    <dialog
      ref={dialog}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
      className="fixed inset-y-0 right-0 left-auto m-0 h-dvh max-h-none w-[min(320px,calc(100vw-48px))] max-w-none translate-x-0 border-line border-l bg-surface text-text opacity-100 shadow-large transition-[transform,opacity] duration-150 ease-out backdrop:bg-shade starting:open:translate-x-4 starting:open:opacity-0 motion-reduce:starting:open:translate-x-0"
    >
      {open && children}
    </dialog>
  );
}
