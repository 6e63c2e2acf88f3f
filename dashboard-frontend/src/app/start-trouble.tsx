import { MessageScreen } from "@/components/message-screen";
import { Button } from "@/components/ui/button";

/** Shown when not even the settings beside the build could be loaded. */
export function StartTrouble({ onRetry }: { onRetry: () => void }) {
  return (
    <MessageScreen alert page title="Stonechat didn't start" action={<Button onClick={onRetry}>Try again</Button>}>
      We couldn't load its settings. Check your connection.
    </MessageScreen>
  );
}
