import { CircleAlert, CircleCheck, X } from "lucide-react";
import { Toast } from "radix-ui";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";

interface ToastContent {
  text: string;
  tone?: "done" | "trouble";
  undo?: () => void;
}

type Say = (content: ToastContent) => void;

const ToastContext = createContext<Say | null>(null);
const SHOWN_MS = 6_000;

/** Short words about what just happened: bottom left, and above on phones, so that they never cover the composer. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly (ToastContent & { id: number })[]>([]);
  const last = useRef(0);
  const say = useCallback<Say>((content) => {
    last.current += 1;
    const id = last.current;
    setToasts((shown) => [...shown.slice(-2), { ...content, id }]);
  }, []);
  const forget = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), []);
  const rendered = useMemo(
    () => toasts.map((toast) => <ToastCard key={toast.id} toast={toast} onGone={() => forget(toast.id)} />),
    [toasts, forget],
  );
  return (
    <ToastContext value={say}>
      <Toast.Provider duration={SHOWN_MS} swipeDirection="left" label="Notice">
        {children}
        {rendered}
        <Toast.Viewport className="fixed top-16 left-3 z-50 flex w-[min(360px,calc(100vw-24px))] flex-col gap-2 md:top-auto md:bottom-4 md:left-4 md:w-[308px]" />
      </Toast.Provider>
    </ToastContext>
  );
}

export function useToast(): Say {
  const say = useContext(ToastContext);
  if (!say) throw new Error("useToast needs a ToastProvider above it.");
  return say;
}

function ToastCard({ toast, onGone }: { toast: ToastContent; onGone: () => void }) {
  const Icon = toast.tone === "trouble" ? CircleAlert : CircleCheck;
  return (
    <Toast.Root
      onOpenChange={(open) => !open && onGone()}
      className="flex min-h-12 animate-rise items-center gap-2 rounded-card border border-line bg-raised py-1 pr-1 pl-3 shadow-large"
    >
      <Icon
        aria-hidden
        className={toast.tone === "trouble" ? "size-4 shrink-0 text-red" : "size-4 shrink-0 text-green"}
      />
      <Toast.Description className="grow py-1 text-13">{toast.text}</Toast.Description>
      {toast.undo && (
        <Toast.Action asChild altText="Undo">
          <Button variant="quiet" size="small" onClick={toast.undo}>
            Undo
          </Button>
        </Toast.Action>
      )}
      <Toast.Close asChild>
        <Button variant="quiet" size="icon" aria-label="Close">
          <X aria-hidden />
        </Button>
      </Toast.Close>
    </Toast.Root>
  );
}
