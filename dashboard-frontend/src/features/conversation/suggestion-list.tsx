import { useEffect } from "react";
import { faceAddress } from "@/api/faces";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/lib/cn";
import { useWords } from "@/lib/words";
import { conversationWords } from "@/words/conversation";
import type { Suggestions } from "./use-suggestions";

interface SuggestionListProps {
  id: string;
  suggestions: Suggestions;
}

/** Above the field that keeps the focus: what is typed there narrows it down, its arrow keys go through it. */
export function SuggestionList({ id, suggestions }: SuggestionListProps) {
  const words = useWords(conversationWords);
  const { kind, options, active, point, choose } = suggestions;
  const activeDomId = active && suggestionDomId(id, active.id);
  useEffect(() => {
    if (activeDomId) document.getElementById(activeDomId)?.scrollIntoView({ block: "nearest" });
  }, [activeDomId]);
  return (
    <>
      <p role="status" className="sr-only">
        {words.suggested(options.length)}
      </p>
      <div
        id={id}
        role="listbox"
        aria-label={kind === "canned" ? words.cannedResponses : words.colleagues}
        className="absolute inset-x-0 bottom-full z-20 mb-2 max-h-64 animate-fade overflow-y-auto overscroll-contain rounded-card border border-line bg-raised p-1 shadow-large"
      >
        {options.map((option) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and hears the keys.
          <div
            key={option.id}
            id={suggestionDomId(id, option.id)}
            role="option"
            tabIndex={-1}
            aria-selected={option === active}
            onPointerMove={() => point(option.id)}
            // The field keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(option)}
            className={cn(
              "flex min-h-9 cursor-pointer items-center gap-2 rounded-control px-2 py-1 text-14 pointer-coarse:min-h-11",
              option === active && "bg-hover",
            )}
          >
            {option.face && <Avatar name={option.face.name} face={faceAddress(option.face.id)} size="small" ours />}
            <span className="shrink-0 font-medium">{option.label}</span>
            <span className="min-w-0 truncate text-13 text-muted">{option.hint}</span>
          </div>
        ))}
      </div>
    </>
  );
}

export function suggestionDomId(listId: string, id: string): string {
  return `${listId}-${id}`;
}
