import { lazy, type ReactNode } from "react";
import { LaterButton } from "./later-button";

const load = () => import("./history-popover");
const HistoryPopover = lazy(async () => ({ default: (await load()).HistoryPopover }));

interface EarlierWordsProps {
  messageId: string;
  version: number;
  takesFocus?: boolean;
  children: ReactNode;
}

/** A word that opens what a message said before. */
export function EarlierWords({ takesFocus = false, children, ...message }: EarlierWordsProps) {
  return (
    <LaterButton
      variant="link"
      size="bare"
      className="text-12 text-muted"
      aria-haspopup="dialog"
      load={load}
      takesFocus={takesFocus}
      opened={<HistoryPopover {...message}>{children}</HistoryPopover>}
    >
      {children}
    </LaterButton>
  );
}
