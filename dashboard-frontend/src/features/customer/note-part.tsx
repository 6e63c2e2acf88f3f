import type { Customer } from "@stonechat/openapi/types";
import { LockKeyhole } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/input";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";
import { customerWords } from "@/words/customer";
import { Part } from "./facts";
import { useChangeCustomer } from "./use-change-customer";
import { useFieldDraft } from "./use-field-draft";

const SAVE_AFTER_MS = 800;
const LONGEST_NOTE = 5_000;

/** What the team wants to remember. It saves itself, and writes over nobody's words unasked. */
export function NotePart({ customer }: { customer: Customer }) {
  const words = useWords(customerWords);
  const { tryAgain } = useWords(commonWords);
  const id = useId();
  const draft = useFieldDraft(customer, "note", customer.note);
  const write = useChangeCustomer(customer, { inForm: true });
  const problem = write.fields["/note"] ?? write.problem;
  const mustSave = draft.dirty && !draft.clashes;

  async function save(text: string): Promise<void> {
    const known = new Set([customer.note, text]);
    draft.sent(text);
    const answer = await write.run({ of: () => ({ note: text }), clashes: (row) => !known.has(row.note) });
    if (answer) draft.stored(answer.note);
  }

  const latest = useRef({ save, mustSave, text: draft.text });
  useEffect(() => {
    latest.current = { save, mustSave, text: draft.text };
  });
  const { text } = draft;
  useEffect(() => {
    // A refusal is not repeated by itself: another word, or a press on the button, tries again.
    if (!mustSave || problem !== null) return;
    const timer = setTimeout(() => void latest.current.save(text), SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [mustSave, text, problem]);
  // Who looks at somebody else does not wait for it.
  useEffect(
    () => () => {
      const { mustSave, save, text } = latest.current;
      if (mustSave) void save(text);
    },
    [],
  );

  return (
    <Part
      title={words.note}
      action={
        <span role="status" className="text-12 text-muted">
          {draft.dirty && problem === null && !draft.clashes && words.saving}
        </span>
      }
    >
      <Textarea
        aria-label={words.note}
        aria-describedby={`${id}-hint`}
        aria-invalid={problem === null ? undefined : true}
        dir={draft.text === "" ? undefined : "auto"}
        placeholder={words.notePlaceholder}
        value={draft.text}
        maxLength={LONGEST_NOTE}
        onChange={(event) => {
          write.clear();
          draft.type(event.target.value);
        }}
        className="min-h-16 border-amber-line bg-amber-paper text-13"
      />
      {problem !== null && !draft.clashes && (
        <div role="alert" className="flex items-center justify-between gap-2 pt-1 text-13 text-red">
          <span>
            {words.notSaved} {problem}
          </span>
          <Button variant="outline" size="small" onClick={() => void save(draft.text)}>
            {tryAgain}
          </Button>
        </div>
      )}
      {draft.clashes && (
        <Clash
          theirs={customer.note}
          onMine={() => draft.seen(customer.note)}
          onTheirs={draft.drop}
          onBoth={() => {
            draft.seen(customer.note);
            draft.type([customer.note, draft.text].filter(Boolean).join("\n\n"));
          }}
        />
      )}
      <p id={`${id}-hint`} className="flex items-center gap-1 pt-1 text-12 text-muted">
        <LockKeyhole aria-hidden className="size-3.5" />
        {words.noteHint}
      </p>
    </Part>
  );
}

interface ClashProps {
  theirs: string;
  onMine: () => void;
  onTheirs: () => void;
  onBoth: () => void;
}

function Clash({ theirs, onMine, onTheirs, onBoth }: ClashProps) {
  const words = useWords(customerWords);
  return (
    <div role="alert" className="mt-2 rounded-control border border-line p-3 text-13">
      <p className="font-medium">{theirs === "" ? words.theirNoteEmpty : words.theirNote}</p>
      {theirs !== "" && <p className="mt-1 whitespace-pre-wrap break-words text-muted">{theirs}</p>}
      <div className="mt-2 flex flex-wrap gap-2">
        <Button variant="outline" size="small" onClick={onMine}>
          {words.keepMine}
        </Button>
        <Button variant="outline" size="small" onClick={onTheirs}>
          {words.keepTheirs}
        </Button>
        {theirs !== "" && (
          <Button variant="outline" size="small" onClick={onBoth}>
            {words.keepBoth}
          </Button>
        )}
      </div>
    </div>
  );
}
