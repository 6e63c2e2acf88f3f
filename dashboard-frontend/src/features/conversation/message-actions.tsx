import { Ellipsis } from "lucide-react";
import { lazy } from "react";
import { useWords } from "@/lib/words";
import { conversationWords } from "@/words/conversation";
import { LaterButton } from "./later-button";
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
  return (
    <LaterButton
      variant="quiet"
      size="icon"
      className="size-7 text-inherit"
      aria-label={words.messageActions}
      aria-haspopup="menu"
      load={load}
      takesFocus={takesFocus}
      opened={<MessageMenu {...menu} />}
    >
      <Ellipsis aria-hidden />
    </LaterButton>
  );
}
