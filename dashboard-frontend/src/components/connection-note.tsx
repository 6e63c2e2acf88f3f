import { RotateCw, Unplug } from "lucide-react";
import { Button } from "@/components/ui/button";

interface ConnectionNoteProps {
  connection: "fine" | "reconnecting" | "stopped";
}

/** One calm line while the connection is not live; nothing when all is well. */
export function ConnectionNote({ connection }: ConnectionNoteProps) {
  return (
    <div role="status" className="flex items-center">
      {connection === "reconnecting" && (
        <span
          title="What you see may be a little old. What you write is kept and sent when the connection is back."
          className="inline-flex animate-fade items-center gap-2 font-medium text-13 text-amber-ink"
        >
          <RotateCw aria-hidden className="size-4 animate-breathe" />
          Reconnecting…
        </span>
      )}
      {connection === "stopped" && (
        <span
          title="What others write shows after a reload. What you write is still sent."
          className="inline-flex animate-fade items-center gap-2 font-medium text-13 text-amber-ink"
        >
          <Unplug aria-hidden className="size-4" />
          Live updates are off
          <Button variant="link" size="bare" className="text-13" onClick={() => window.location.reload()}>
            Reload
          </Button>
        </span>
      )}
    </div>
  );
}
