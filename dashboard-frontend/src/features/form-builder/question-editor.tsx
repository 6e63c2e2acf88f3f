import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, SelectField } from "@/components/ui/field";
import { isMistyped, type Mistyped, NumberField } from "@/components/ui/number-field";
import { useWords } from "@/lib/words";
import { formBuilderWords } from "@/words/form-builder";
import { ConditionEditor } from "./condition-editor";
import { OptionsEditor } from "./options-editor";
import { KINDS, LONGEST, ofKind, profileKind, type Question, usualOptions } from "./questions";

interface QuestionEditorProps {
  questions: readonly Question[];
  question: Question;
  at: number;
  onChange: (question: Question) => void;
  problemAt: (field: string) => string | undefined;
}

export function QuestionEditor({ questions, question, at, onChange, problemAt }: QuestionEditorProps) {
  const words = useWords(formBuilderWords);
  const set = (change: Partial<Question>): void => onChange({ ...question, ...change });
  const profile = profileKind(question.key);
  return (
    <div className="flex animate-fade flex-col gap-5 border-line border-t p-4">
      <Field
        label={words.label}
        autoFocus={question.label === ""}
        value={question.label}
        maxLength={200}
        onChange={(event) => set({ label: event.target.value })}
        error={problemAt("/label")}
      />
      <div className="grid gap-5 md:grid-cols-2">
        <SelectField
          label={words.kind}
          hint={profile ? words.fillsProfile : question.kind === "consent" ? words.consentHint : undefined}
          value={question.kind}
          disabled={profile === question.kind}
          onChange={(kind) => onChange(ofKind(question, kind, usualOptions(words.newOption)))}
          options={KINDS.map((value) => ({ value, label: words.kinds[value] }))}
          error={problemAt("/kind")}
        />
        <LengthField question={question} onChange={set} problem={problemAt("/max_length")} />
      </div>
      {question.kind === "choice" && (
        <OptionsEditor
          options={question.options}
          onChange={(options) => set({ options })}
          problemAt={(field) => problemAt(`/options${field}`)}
        />
      )}
      <Field
        label={words.help}
        hint={words.helpHint}
        value={question.help ?? ""}
        maxLength={500}
        onChange={(event) => set({ help: event.target.value === "" ? null : event.target.value })}
        error={problemAt("/help")}
      />
      <Checkbox
        label={words.required}
        hint={words.requiredHint}
        checked={question.required}
        onChange={(required) => set({ required })}
      />
      <ConditionEditor questions={questions} question={question} at={at} onChange={set} problemAt={problemAt} />
      <KeyField question={question} onChange={(key) => set({ key })} problem={problemAt("/key")} />
    </div>
  );
}

interface PartProps {
  question: Question;
  problem: string | undefined;
}

const NO_LIMIT: Mistyped = { mistyped: "" };

function LengthField({ question, onChange, problem }: PartProps & { onChange: (change: Partial<Question>) => void }) {
  const words = useWords(formBuilderWords);
  const most = LONGEST[question.kind];
  if (most === undefined) return null;
  return (
    <NumberField
      label={words.maxLength}
      hint={words.maxLengthHint(most)}
      min={1}
      max={most}
      value={question.max_length ?? NO_LIMIT}
      wrong={question.max_length === null ? null : words.faults.max_length}
      onChange={(typed) => onChange({ max_length: isMistyped(typed) && typed.mistyped === "" ? null : typed })}
      error={problem}
    />
  );
}

/** A question of the profile keeps its key; one that gets such a key while it is written keeps its field. */
function KeyField({ question, onChange, problem }: PartProps & { onChange: (key: string) => void }) {
  const words = useWords(formBuilderWords);
  const [fixed] = useState(profileKind(question.key) !== undefined);
  if (fixed) return null;
  return (
    <Field
      label={words.key}
      hint={words.keyHint}
      value={question.key}
      maxLength={60}
      spellCheck={false}
      autoCapitalize="off"
      className="font-mono"
      onChange={(event) => onChange(event.target.value.trim())}
      error={problem}
    />
  );
}
