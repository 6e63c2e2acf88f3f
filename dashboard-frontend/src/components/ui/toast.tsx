import { CircleAlert, CircleCheck, X } from "lucide-react";
import { Toast } from "radix-ui";
import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { type Say, type ToastContent, ToastContext } from "@/lib/toasts";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";

const SHOWN_MS = 6_000;

/** Short words about what just happened: bottom left, and above on phones, so that they never cover the composer. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const words = useWords(commonWords);
  const [toasts, setToasts] = useState<readonly (ToastContent & { id: number })[]>([]);
  const last = useRef(0);
  const say = useCallback<Say>((content) => {
    last.current += 1;
    const id = last.current;
    // Said twice, the same is one toast that begins anew; an undo is about one thing and stays.
    setToasts((shown) => [
      ...shown.filter(({ text, undo }) => text !== content.text || undo).slice(-2),
      { ...content, id },
    ]);
  }, []);
  const forget = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), []);
  const rendered = useMemo(
    () => toasts.map((toast) => <ToastCard key={toast.id} toast={toast} onGone={() => forget(toast.id)} />),
    [toasts, forget],
  );
  return (
    <ToastContext value={say}>
      <Toast.Provider
        duration={SHOWN_MS}
        swipeDirection={document.documentElement.dir === "rtl" ? "right" : "left"}
        label={words.notice}
      >
        {children}
        {rendered}
        <Toast.Viewport className="fixed top-16 start-3 z-50 flex w-[min(360px,calc(100vw-24px))] flex-col gap-2 md:top-auto md:bottom-4 md:start-4 md:w-[308px]" />
      </Toast.Provider>
    </ToastContext>
  );
}

function ToastCard({ toast, onGone }: { toast: ToastContent; onGone: () => void }) {
  const words = useWords(commonWords);
  const action = toast.undo ? { label: words.undo, run: toast.undo } : toast.action;
  const Icon = toast.tone === "trouble" ? CircleAlert : CircleCheck;
  return (
    <Toast.Root
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
