import { useEffect } from "react";
import { FormProblem } from "@/components/form-problem";
import { Button } from "@/components/ui/button";
import { useAction } from "@/lib/shortcuts/actions";
import { useWords } from "@/lib/words";
import { siteWords } from "@/words/site";

interface SaveBarProps {
  dirty: boolean;
  pending: boolean;
  problem: string | null;
  /** Somebody else changed the same meanwhile. */
  writesOver?: boolean;
  onSave: () => void;
  onDiscard: () => void;
}

/** Below a page with something to save, always in sight; it comes with the first change. */
export function SaveBar({ dirty, pending, problem, writesOver = false, onSave, onDiscard }: SaveBarProps) {
  const words = useWords(siteWords);
  const save = { label: words.save, group: words.sites, keys: "mod+s", inFields: true, run: onSave };
  useAction(dirty ? save : null);
  useEffect(() => {
    // The bar may have come over the field that is being typed in.
    if (dirty) document.activeElement?.scrollIntoView({ block: "nearest" });
  }, [dirty]);
  if (!dirty) return null;
  return (
    <section aria-label={words.notSaved} data-save-bar className="sticky bottom-0 z-10 mt-6">
      <div className="flex animate-fade flex-col gap-2 border-line border-t bg-surface py-3">
        <FormProblem text={problem} />
        {writesOver && <p className="text-13 text-amber-ink">{words.writesOver}</p>}
        <div className="flex flex-wrap items-center justify-between gap-2">
          <span className="text-13 text-muted">{words.notSaved}</span>
          <span className="flex gap-2">
            <Button variant="outline" onClick={onDiscard}>
              {words.discard}
            </Button>
            <Button aria-disabled={pending} onClick={onSave}>
              {pending ? words.saving : words.save}
            </Button>
          </span>
        </div>
      </div>
    </section>
  );
}
