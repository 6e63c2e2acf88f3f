import { TriangleAlert } from "lucide-react";
import { memo } from "react";
import { useWords } from "@/lib/words";
import { useCompany } from "@/realtime/live-context";
import { conversationWords } from "@/words/conversation";
import { useNames } from "./use-names";

/** Says that a colleague writes a reply, too: two answers would confuse the customer. */
export const Collision = memo(function Collision({ conversationId }: { conversationId: string }) {
  const words = useWords(conversationWords);
  const nameOf = useNames(undefined);
  const writers = useCompany(conversationId).filter(
    ({ event, author, kind }) => event === "typing" && author === "agent" && kind !== "note",
  );
  const names = writers.map(({ author, author_id }) => nameOf(author, author_id));
  return (
    <div role="status">
      {names.length > 0 && (
        <p className="mx-auto mb-2 flex w-full max-w-178 animate-fade items-center gap-2 rounded-card border border-amber-line bg-amber-paper px-3 py-1.5 text-13 text-amber-ink">
          <TriangleAlert aria-hidden className="size-4 shrink-0" />
          {words.writesToo(names)}
        </p>
      )}
    </div>
  );
});
