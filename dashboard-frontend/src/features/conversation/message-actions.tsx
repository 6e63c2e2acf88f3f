import { Ellipsis } from "lucide-react";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { PartBoundary } from "@/components/part-boundary";
import { Button } from "@/components/ui/button";
import { useWords } from "@/lib/words";
import { conversationWords } from "@/words/conversation";
import type { Entry } from "./timeline";

const load = () => import("./message-menu");
const MessageMenu = lazy(async () => ({ default: (await load()).MessageMenu }));

export interface MessageActionsProps {
  entry: Entry;
  own: boolean;
  onEdit: () => void;
  onDelete: () => void;
  /** It stands where something had the focus that is gone. */
  takesFocus: boolean;
}

/** What can be done with one message: a button that is next to nothing until it is pressed. */
export function MessageActions({ takesFocus, ...menu }: MessageActionsProps) {
  const words = useWords(conversationWords);
  const [asked, setAsked] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) button.current?.focus();
  }, [takesFocus]);
  const plain = (
    <Button
      ref={button}
      variant="quiet"
      size="icon"
      className="size-7"
      aria-label={words.messageActions}
      aria-haspopup="menu"
      onPointerEnter={() => void load().catch(() => undefined)}
      onClick={() => setAsked(true)}
    >
      <Ellipsis aria-hidden />
    </Button>
  );
  if (!asked) return plain;
  return (
    <PartBoundary small takesFocus>
      <Suspense fallback={plain}>
        <MessageMenu {...menu} />
      </Suspense>
    </PartBoundary>
  );
}
