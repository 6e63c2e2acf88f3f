import { Checkbox } from "@/components/ui/checkbox";
import { FormGroup, SelectField } from "@/components/ui/field";
import { useWords } from "@/lib/words";
import { type FormBuilderWords, formBuilderWords } from "@/words/form-builder";
import { answersOf, deciders, type Question, YES } from "./questions";

interface ConditionEditorProps {
  questions: readonly Question[];
  question: Question;
  at: number;
  onChange: (change: Partial<Question>) => void;
  problemAt: (field: string) => string | undefined;
}

/** Whether a question is always asked, or only after certain answers to an earlier one. */
export function ConditionEditor({ questions, question, at, onChange, problemAt }: ConditionEditorProps) {
  const words = useWords(formBuilderWords);
  const possible = deciders(questions, at);
  const rule = question.shown_if;
  const decider = possible.find(({ id }) => id === rule?.id);
  if (possible.length === 0 && rule === null) return null;

  function depend(id: string): void {
    const chosen = possible.find((candidate) => candidate.id === id);
    onChange({ shown_if: chosen ? { id, values: answersOf(chosen).slice(0, 1) } : null });
  }

  function want(answer: string, wanted: boolean): void {
    if (!rule || !decider) return;
    const values = answersOf(decider).filter((known) => (known === answer ? wanted : rule.values.includes(known)));
    onChange({ shown_if: { ...rule, values } });
  }

  return (
    <div className="flex flex-col gap-4">
      <SelectField
        label={words.condition}
        value={rule?.id ?? ""}
        onChange={depend}
        options={[
          { value: "", label: words.always },
          ...possible.map(({ id, label }) => ({ value: id, label: words.ifAnswered(label.trim() || words.unnamed) })),
          // A question that was moved behind this one, or removed: what was chosen is shown until it is chosen anew.
          ...(rule && !decider
            ? [{ value: rule.id, label: words.ifAnswered(labelOf(questions, rule.id, words)) }]
            : []),
        ]}
        error={problemAt("/shown_if/key")}
      />
      {rule && decider && (
        <FormGroup label={words.conditionAnswers} error={problemAt("/shown_if/values")}>
          {answersOf(decider).map((answer) => (
            <Checkbox
              key={answer}
              label={wordOf(decider, answer, words)}
              checked={rule.values.includes(answer)}
              onChange={(wanted) => want(answer, wanted)}
            />
          ))}
        </FormGroup>
      )}
    </div>
  );
}

function labelOf(questions: readonly Question[], id: string, words: FormBuilderWords): string {
  const question = questions.find((candidate) => candidate.id === id);
  return question ? question.label.trim() || words.unnamed : words.removedQuestion;
}

function wordOf(decider: Question, answer: string, words: FormBuilderWords): string {
  if (decider.kind === "checkbox") return answer === YES ? words.ticked : words.notTicked;
  return decider.options.find(({ value }) => value === answer)?.label || answer;
}
