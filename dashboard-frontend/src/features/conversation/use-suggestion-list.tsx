import { lazy, type ReactNode, type RefObject, Suspense, useId, useRef, useState } from "react";
import { PartBoundary } from "@/components/part-boundary";
import type { CannedValues } from "./canned-text";
import type { SuggestionKeys } from "./suggestion-list";
import type { SuggestionToken } from "./suggestion-token";

const load = () => import("./suggestion-list");
const SuggestionList = lazy(async () => ({ default: (await load()).SuggestionList }));

interface Writing {
  field: RefObject<HTMLTextAreaElement | null>;
  /** What is asked for where the caret stands. */
  token: SuggestionToken | null;
  values: CannedValues;
  /** A colleague was picked, whose name stands in the text now. */
  onMention: (agentId: string) => void;
}

interface Suggested {
  /** Whether the key was meant for the list. */
  hear: SuggestionKeys["hear"];
  close: () => void;
  /** What the field says of the list that belongs to it. */
  described: { "aria-controls": string | undefined; "aria-activedescendant": string | undefined };
  list: ReactNode;
}

/** The list at `/` and `@`: it is fetched with the first of these signs. */
export function useSuggestionList({ field, token, values, onMention }: Writing): Suggested {
  const id = useId();
  const keys = useRef<SuggestionKeys>(null);
  const [activeDomId, setActiveDomId] = useState<string | null>(null);
  const [closedAt, setClosedAt] = useState<number | null>(null);
  // A sign that is typed anew asks anew.
  if (token === null && closedAt !== null) setClosedAt(null);
  const asked = token !== null && token.from !== closedAt;
  const close = (): void => setClosedAt(token?.from ?? null);
  return {
    hear: (event) => asked && keys.current?.hear(event) === true,
    close,
    described: {
      "aria-controls": activeDomId === null ? undefined : id,
      "aria-activedescendant": activeDomId ?? undefined,
    },
    list: asked && (
      <PartBoundary className="absolute bottom-full start-0 z-20 mb-2 rounded-card border border-line bg-raised shadow-large">
        <Suspense>
          <SuggestionList
            ref={keys}
            id={id}
            field={field}
            token={token}
            values={values}
            onMention={onMention}
            onActive={setActiveDomId}
            onClose={close}
          />
        </Suspense>
      </PartBoundary>
    ),
  };
}
