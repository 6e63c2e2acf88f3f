import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { PartBoundary } from "@/components/part-boundary";
import { Button } from "@/components/ui/button";

const load = () => import("./history-popover");
const HistoryPopover = lazy(async () => ({ default: (await load()).HistoryPopover }));

interface EarlierWordsProps {
  messageId: string;
  version: number;
  takesFocus?: boolean;
  children: ReactNode;
}

/** A word that opens what a message said before. */
export function EarlierWords({ messageId, version, takesFocus = false, children }: EarlierWordsProps) {
  const [asked, setAsked] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) button.current?.focus();
  }, [takesFocus]);
  const plain = (
    <Button
      ref={button}
      variant="link"
      size="bare"
      className="text-12 text-muted"
      aria-haspopup="dialog"
      onPointerEnter={() => void load().catch(() => undefined)}
      onClick={() => setAsked(true)}
    >
      {children}
    </Button>
  );
  if (!asked) return plain;
  return (
    <PartBoundary small takesFocus>
      <Suspense fallback={plain}>
        <HistoryPopover messageId={messageId} version={version}>
          {children}
        </HistoryPopover>
      </Suspense>
    </PartBoundary>
  );
}
