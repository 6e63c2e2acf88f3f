import { CircleAlert, CircleCheck, X } from "lucide-react";
import { Toast } from "radix-ui";
import type { ReactNode } from "react";
import { createPortal } from "react-dom";
import { Button } from "@/components/ui/button";
import { useTopLayer } from "@/components/ui/layer";
import { direction } from "@/lib/language";
import { isLasting, type ToastContent } from "@/lib/toasts";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";

const SHOWN_MS = 6_000;

export type ShownToast = ToastContent & { id: number };

interface ToastViewProps {
  toasts: readonly ShownToast[];
  onGone: (id: number) => void;
}

/** Where toasts appear: bottom left, and above on phones, so that they never cover the composer. */
export function ToastView({ toasts, onGone }: ToastViewProps) {
  const words = useWords(commonWords);
  return (
    <Toast.Provider duration={SHOWN_MS} swipeDirection={direction() === "rtl" ? "right" : "left"} label={words.notice}>
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} onGone={() => onGone(toast.id)} />
      ))}
      <OverDialogs text={toasts.at(-1)?.text ?? ""}>
        <Toast.Viewport className="fixed top-16 start-3 z-50 flex w-[min(360px,calc(100vw-24px))] flex-col gap-2 md:start-28 md:top-auto md:bottom-4 md:w-[308px]" />
      </OverDialogs>
    </Toast.Provider>
  );
}

/**
 * A modal dialog lies over everything and makes what is not within it unreachable, for the mouse and for screen readers.
 * What is said while one is open is said in it, as a popover: those are drawn later, so that it lies above.
 */
function OverDialogs({ text, children }: { text: string; children: ReactNode }) {
  const dialog = useTopLayer();
  if (!dialog) return children;
  return createPortal(
    <div popover="manual" ref={show} className="inset-auto size-0 overflow-visible bg-transparent text-text">
      <p aria-live="polite" className="sr-only">
        {text}
      </p>
      {children}
    </div>,
    dialog,
  );
}

function show(popover: HTMLElement | null): void {
  popover?.showPopover?.();
}

function ToastCard({ toast, onGone }: { toast: ToastContent; onGone: () => void }) {
  const words = useWords(commonWords);
  const action = toast.undo ? { label: words.undo, run: toast.undo } : toast.action;
  const Icon = toast.tone === "trouble" ? CircleAlert : CircleCheck;
  return (
    <Toast.Root
      {...(isLasting(toast) && { duration: Number.POSITIVE_INFINITY })}
      onOpenChange={(open) => !open && onGone()}
      className="flex min-h-12 animate-rise items-center gap-2 rounded-card border border-line bg-raised py-1 ps-3 pe-1 shadow-large"
    >
      <Icon
        aria-hidden
        className={toast.tone === "trouble" ? "size-4 shrink-0 text-red" : "size-4 shrink-0 text-green"}
      />
      <Toast.Description className="grow py-1 text-13">{toast.text}</Toast.Description>
      {action && (
        <Toast.Action asChild altText={action.label}>
          <Button variant="quiet" size="small" onClick={action.run}>
            {action.label}
          </Button>
        </Toast.Action>
      )}
      <Toast.Close asChild>
        <Button variant="quiet" size="icon" aria-label={words.close}>
          <X aria-hidden />
        </Button>
      </Toast.Close>
    </Toast.Root>
  );
}
