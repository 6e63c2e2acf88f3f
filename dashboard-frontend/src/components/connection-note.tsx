import { RotateCw, Unplug } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";

interface ConnectionNoteProps {
  connection: "fine" | "reconnecting" | "stopped";
}

/** One calm line while the connection is not live; nothing when all is well. */
export function ConnectionNote({ connection }: ConnectionNoteProps) {
  const words = useWords(commonWords);
  return (
    <div role="status" className="flex items-center">
      {connection === "reconnecting" && (
        <span
          title={words.connection.reconnectingHint}
          className="inline-flex animate-fade items-center gap-2 font-medium text-13 text-amber-ink"
        >
          <RotateCw aria-hidden className="size-4 animate-breathe" />
          {words.connection.reconnecting}
        </span>
      )}
      {connection === "stopped" && (
        <span
          title={words.connection.stoppedHint}
          className="inline-flex animate-fade items-center gap-2 font-medium text-13 text-amber-ink"
        >
          <Unplug aria-hidden className="size-4" />
          {words.connection.stopped}
          <Button variant="link" size="bare" className="text-13" onClick={() => window.location.reload()}>
            {words.reload}
          </Button>
        </span>
      )}
    </div>
  );
}
