import type { ReactNode } from "react";
import { Modal } from "@/components/ui/modal";

interface DrawerProps {
  open: boolean;
  onClose: () => void;
  label: string;
  children: ReactNode;
}

/** A panel over the page, from where lines end. */
export function Drawer({ open, onClose, label, children }: DrawerProps) {
  return (
    <Modal
      open={open}
      onClose={onClose}
      aria-label={label}
      className="fixed inset-y-0 start-auto end-0 h-dvh max-h-none w-[min(320px,calc(100vw-48px))] max-w-none translate-x-0 border-line border-s opacity-100 transition-[transform,opacity] duration-150 ease-out starting:open:translate-x-4 starting:open:opacity-0 motion-reduce:starting:open:translate-x-0 rtl:starting:open:-translate-x-4"
    >
      {children}
    </Modal>
  );
}
