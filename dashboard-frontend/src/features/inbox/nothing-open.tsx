import { MessagesSquare } from "lucide-react";
import { Mark } from "@/components/mark";
import { MessageScreen } from "@/components/message-screen";
import { useWords } from "@/lib/words";
import { useLiveState } from "@/realtime/live-context";
import { inboxWords } from "@/words/inbox";
import { useConversations } from "./use-conversations";
import { useView } from "./use-view";

/** Beside a list with nothing selected. Where there is nothing to select, the list says what to do, and only it. */
export function NothingOpen() {
  const { mayLoad } = useLiveState();
  return mayLoad ? <Invitation /> : null;
}

function Invitation() {
  const words = useWords(inboxWords);
  const { view } = useView();
  const { data } = useConversations(view);
  if (!data || data.conversations.length === 0) {
    return (
      <div className="flex h-full items-center justify-center">
        <Mark className="size-14 opacity-30 grayscale" />
      </div>
    );
  }
  return (
    <MessageScreen picture={<MessagesSquare aria-hidden />} title={words.nothingOpen}>
      {words.nothingOpenText}
    </MessageScreen>
  );
}
