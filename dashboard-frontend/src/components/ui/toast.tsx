import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { isLasting, type Say, ToastContext } from "@/lib/toasts";
import type { ShownToast, ToastView } from "./toast-view";

/** The page comes first; by then its chunk is there before there is something to say. */
const IDLE_MS = 2_000;

const PASSING_SHOWN = 3;
const LASTING_SHOWN = 5;

let loaded: typeof ToastView | null = null;

/** What does not come is asked for again with the next toast. */
export async function loadToasts(): Promise<typeof ToastView | null> {
  loaded ??= await import("./toast-view").then(
    (chunk) => chunk.ToastView,
    () => null,
  );
  return loaded;
}

/** The newest that there is room for. What failed and can be tried again makes no room for what is said by the way. */
function withRoom(toasts: readonly ShownToast[]): readonly ShownToast[] {
  const lasting = toasts.filter(isLasting).slice(-LASTING_SHOWN);
  const passing = toasts.filter((toast) => !isLasting(toast)).slice(-PASSING_SHOWN);
  return toasts.filter((toast) => lasting.includes(toast) || passing.includes(toast));
}

/** Short words about what just happened. How they look is loaded after the page; what is said before then waits for it. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly ShownToast[]>([]);
  const [View, setView] = useState(() => loaded);
  const last = useRef(0);
  const load = useCallback(() => {
    void loadToasts().then((view) => setView(() => view));
  }, []);
  useEffect(() => {
    const timer = setTimeout(load, IDLE_MS);
    return () => clearTimeout(timer);
  }, [load]);
  const say = useCallback<Say>(
    (content) => {
      load();
      last.current += 1;
      const id = last.current;
      // Said twice, the same is one toast that begins anew; what can be done there is about one thing and stays.
      setToasts((shown) => {
        const others = shown.filter(({ text, undo, action }) => text !== content.text || undo || action);
        return withRoom([...others, { ...content, id }]);
      });
    },
    [load],
  );
  const forget = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), []);
  return (
    <ToastContext value={say}>
      {children}
      {View && <View toasts={toasts} onGone={forget} />}
    </ToastContext>
  );
}
