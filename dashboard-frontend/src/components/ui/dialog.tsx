import { X } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Button } from "@/components/ui/button";
import { Modal } from "@/components/ui/modal";
import { cn } from "@/lib/cn";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** One sentence under the title. */
  lead?: ReactNode;
  children?: ReactNode;
  /** Buttons at the end, the main one last. */
  actions?: ReactNode;
  wide?: boolean;
  /** It asks for a decision: screen readers read all of it, and a click beside it is none. */
  asks?: boolean;
}

/** A dialog in the middle of the page; on phones it lies at the bottom, near the thumb. */
export function Dialog({ open, onClose, title, lead, children, actions, wide = false, asks = false }: DialogProps) {
  const { close } = useWords(commonWords);
  const id = useId();
  return (
    <Modal
      open={open}
      onClose={onClose}
      closesBeside={!asks}
      role={asks ? "alertdialog" : undefined}
      aria-labelledby={`${id}-title`}
      aria-describedby={lead ? `${id}-lead` : undefined}
      className={cn(
        "fixed m-auto max-h-[calc(100dvh-32px)] w-full animate-rise overflow-y-auto rounded-panel border border-line p-6 max-md:mb-0 max-md:max-w-none max-md:rounded-b-none max-md:pb-[max(24px,env(safe-area-inset-bottom))]",
        wide ? "md:max-w-180" : "md:max-w-120",
      )}
    >
      <header className={asks ? undefined : "pe-10"}>
        <h2 id={`${id}-title`} className="text-balance font-semibold text-16">
          {title}
        </h2>
        {lead && (
          <div id={`${id}-lead`} className="mt-1 text-14 text-muted">
            {lead}
          </div>
        )}
      </header>
      {children && <div className="mt-4">{children}</div>}
      {actions && <footer className="mt-6 flex flex-wrap justify-end gap-2">{actions}</footer>}
      {/* Last, so that the focus begins at the first field. */}
      {!asks && (
        <Button variant="quiet" size="icon" aria-label={close} onClick={onClose} className="absolute end-4 top-4">
          <X aria-hidden />
        </Button>
      )}
    </Modal>
  );
}
