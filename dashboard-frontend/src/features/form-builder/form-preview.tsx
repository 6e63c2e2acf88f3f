import { type ReactNode, useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { FormRow } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";
import { useWords } from "@/lib/words";
import { formBuilderWords } from "@/words/form-builder";
import { limitOf, type Question, visible, YES } from "./questions";

/** The form as customers meet it. It can be filled in, to see what appears; nothing of it goes anywhere. */
export function FormPreview({ questions }: { questions: readonly Question[] }) {
  const words = useWords(formBuilderWords);
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const shown = visible(questions, answers);
  return (
    <section aria-label={words.preview} className="flex max-w-100 flex-col gap-3">
      <h2 className="font-semibold text-16">{words.preview}</h2>
      <p className="text-13 text-muted">{questions.length === 0 ? words.previewEmpty : words.previewHint}</p>
      {questions.length > 0 && (
        <div className="flex flex-col gap-4 rounded-panel border border-line bg-surface p-4 shadow-small">
          <p className="font-semibold text-16">{words.previewTitle}</p>
          {shown.map((question) => (
            <Asked
              key={question.id}
              question={question}
              answer={answers[question.id] ?? ""}
              onAnswer={(answer) => setAnswers({ ...answers, [question.id]: answer })}
            />
          ))}
          <FormRow label={words.previewMessage}>{(tied) => <Textarea {...tied} rows={2} />}</FormRow>
          <span
            aria-hidden
            className="flex h-10 items-center justify-center rounded-control bg-ember-strong font-medium text-14 text-on-ember"
          >
            {words.previewStart}
          </span>
        </div>
      )}
    </section>
  );
}

interface AskedProps {
  question: Question;
  answer: string;
  onAnswer: (answer: string) => void;
}

function Asked({ question, answer, onAnswer }: AskedProps): ReactNode {
  const words = useWords(formBuilderWords);
  const name = question.label.trim() || words.unnamed;
  const label = question.required ? name : `${name} (${words.previewOptional})`;
  if (question.kind === "checkbox" || question.kind === "consent") {
    return (
      <Checkbox
        label={label}
        hint={question.help ?? undefined}
        checked={answer === YES}
        onChange={(ticked) => onAnswer(ticked ? YES : "")}
      />
    );
  }
  return (
    <FormRow label={label} hint={question.help ?? undefined}>
      {(tied) => {
        const given = { ...tied, value: answer, maxLength: limitOf(question) ?? undefined };
        if (question.kind === "long_text") {
          return <Textarea {...given} onChange={(event) => onAnswer(event.target.value)} />;
        }
        if (question.kind !== "choice") return <Input {...given} onChange={(event) => onAnswer(event.target.value)} />;
        return (
          <Select {...tied} value={answer} onChange={(event) => onAnswer(event.target.value)}>
            <option value="">{words.previewChoose}</option>
            {question.options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </Select>
        );
      }}
    </FormRow>
  );
}
