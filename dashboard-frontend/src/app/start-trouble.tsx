import { MessageScreen } from "@/components/message-screen";
import { Button } from "@/components/ui/button";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";

/** Shown when not even the settings beside the build could be loaded. */
export function StartTrouble({ onRetry }: { onRetry: () => void }) {
  const words = useWords(commonWords);
  return (
    <MessageScreen
      alert
      page
      title={words.boot.notStarted}
      action={<Button onClick={onRetry}>{words.tryAgain}</Button>}
    >
      {words.boot.noSettings}
    </MessageScreen>
  );
}
