import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";

/** Asks once more for what could not be loaded, and says so until there is an answer. */
export function TryAgain({ onRetry, small = false }: { onRetry: () => Promise<unknown>; small?: boolean }) {
  const { tryAgain, tryingAgain } = useWords(commonWords);
  const [trying, setTrying] = useState(false);
  function retry(): void {
    setTrying(true);
    void onRetry().finally(() => setTrying(false));
  }
  return (
    <Button
      variant="outline"
      size={small ? "small" : undefined}
      aria-disabled={trying}
      onClick={trying ? undefined : retry}
    >
      {trying ? tryingAgain : tryAgain}
    </Button>
  );
}
