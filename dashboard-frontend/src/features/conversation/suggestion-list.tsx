import { type KeyboardEvent, type Ref, type RefObject, useEffect, useImperativeHandle, useState } from "react";
import { faceAddress } from "@/api/faces";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/lib/cn";
import { insertText } from "@/lib/insert-text";
import { useWords } from "@/lib/words";
import { conversationWords } from "@/words/conversation";
import type { CannedValues } from "./canned-text";
import type { SuggestionToken } from "./suggestion-token";
import { type Suggestion, useSuggestions } from "./use-suggestions";

/** What the field asks the list while it keeps the focus. */
export interface SuggestionKeys {
  /** Whether the key was meant for the list. */
  hear: (event: KeyboardEvent) => boolean;
}

interface SuggestionListProps {
  ref: Ref<SuggestionKeys>;
  id: string;
  field: RefObject<HTMLTextAreaElement | null>;
  token: SuggestionToken;
  values: CannedValues;
  /** A colleague was chosen: several may have the name that stands in the text now. */
  onMention: (agentId: string) => void;
  /** Says which option Enter would take, by its id in the page; null while there is none. */
  onActive: (domId: string | null) => void;
  onClose: () => void;
}

/** Above the field that keeps the focus: what is typed there narrows it down, its arrow keys go through it. */
export function SuggestionList({ ref, id, field, token, values, onMention, onActive, onClose }: SuggestionListProps) {
  const words = useWords(conversationWords);
  const [activeId, setActiveId] = useState<string | null>(null);
  const options = useSuggestions(token, values);
  const at = Math.max(
    0,
    options.findIndex((option) => option.id === activeId),
  );
  const active = options[at];
  const activeDomId = active ? `${id}-${active.id}` : null;

  useEffect(() => {
    onActive(activeDomId);
    if (activeDomId !== null) document.getElementById(activeDomId)?.scrollIntoView({ block: "nearest" });
  }, [activeDomId, onActive]);
  useEffect(() => () => onActive(null), [onActive]);

  function choose(suggestion: Suggestion): void {
    onClose();
    if (field.current) insertText(field.current, suggestion.text, token.from, token.to);
    if (token.kind === "mention") onMention(suggestion.id);
  }

  function hear(event: KeyboardEvent): boolean {
    if (!active) return false;
    const last = options.length - 1;
    const target = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at === 0 ? last : at - 1 }[event.key];
    if (target !== undefined) setActiveId(options[target]?.id ?? null);
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) choose(active);
    else if (event.key === "Escape") onClose();
    else return false;
    event.preventDefault();
    return true;
  }

  useImperativeHandle(ref, () => ({ hear }));

  if (options.length === 0) return null;
  return (
    <>
      <p role="status" className="sr-only">
        {words.suggested(options.length)}
      </p>
      <div
        id={id}
        role="listbox"
        aria-label={token.kind === "canned" ? words.cannedResponses : words.colleagues}
        className="absolute inset-x-0 bottom-full z-20 mb-2 max-h-64 animate-fade overflow-y-auto overscroll-contain rounded-card border border-line bg-raised p-1 shadow-large"
      >
        {options.map((option) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and hears the keys.
          <div
            key={option.id}
            id={`${id}-${option.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={option === active}
            onPointerMove={() => setActiveId(option.id)}
            // The field keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(option)}
            className={cn(
              "flex min-h-9 cursor-pointer items-center gap-2 overflow-hidden rounded-control px-2 py-1 text-14 pointer-coarse:min-h-11",
              option === active && "bg-hover",
            )}
          >
            {option.face && <Avatar name={option.face.name} face={faceAddress(option.face.id)} size="small" ours />}
            <span className="min-w-0 truncate font-medium">{option.label}</span>
            <span className="min-w-0 shrink-[9999] truncate text-13 text-muted">{option.hint}</span>
          </div>
        ))}
      </div>
    </>
  );
}
