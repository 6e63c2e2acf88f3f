import { createContext, useContext } from "react";

export interface ToastContent {
  text: string;
  tone?: "done" | "trouble";
  undo?: () => void;
  /** What else can be done about it, "try again" for example. */
  action?: { label: string; run: () => void };
}

/** What failed and can be tried again stays until somebody did something about it: they may be looking elsewhere. */
export function isLasting({ tone, action }: ToastContent): boolean {
  return tone === "trouble" && action !== undefined;
}

export type Say = (content: ToastContent) => void;

export const ToastContext = createContext<Say | null>(null);

/** Says shortly what just happened. */
export function useToast(): Say {
  const say = useContext(ToastContext);
  if (!say) throw new Error("useToast needs a ToastProvider above it.");
  return say;
}
