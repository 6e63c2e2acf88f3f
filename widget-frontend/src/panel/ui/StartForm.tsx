import type { WidgetConfig } from "@stonechat/openapi/types";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { Line } from "../chat/line";
import type { FormStart } from "../chat/view";
import { checkForm, type FormErrors, fromServer, MESSAGE_POINTER, pointerTo } from "../text/form";
import { words } from "../text/words";
import { Field } from "./Field";
import { LineNotice } from "./LineNotice";

interface StartFormProps {
  config: WidgetConfig;
  start: FormStart;
  line: Line;
  /** `begun`: what the form began with. */
  onStart: (answers: Record<string, string>, text: string, begun: FormStart) => Promise<void>;
}

export function StartForm({ config, start, line, onStart }: StartFormProps): ReactNode {
  const [begun] = useState(start);
  const [answers, setAnswers] = useState<Record<string, string>>({ ...start.answers });
  const [text, setText] = useState(start.text);
  const [errors, setErrors] = useState<FormErrors>(() => fromServer(start.errors));
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const fields = config.form_fields;

  // Also after the server refused what was sent: the first marked field is where to go on.
  const [attempts, setAttempts] = useState(0);
  useEffect(() => {
    if (attempts || begun.errors.length) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [attempts, begun]);

  const forgive = (pointer: string): void => setErrors(({ [pointer]: _, ...others }) => others);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const found = checkForm(fields, answers, text);
    setErrors(found);
    if (Object.keys(found).length) {
      setAttempts(attempts + 1);
      return;
    }
    setBusy(true);
    await onStart(trimmed(answers), text.trim(), begun);
  };

  return (
    <form className="start" ref={form} noValidate onSubmit={(event) => void submit(event)}>
      <div className="card">
        <h2 dir="auto">{config.greeting || words.formTitle}</h2>
        {fields.map((field, index) => (
          <Field
            key={field.key}
            field={field}
            value={answers[field.key] ?? ""}
            error={errors[pointerTo(field)]}
            first={index === 0}
            onChange={(value) => {
              setAnswers((current) => ({ ...current, [field.key]: value }));
              forgive(pointerTo(field));
            }}
          />
        ))}
        <Field
          field={{ key: "-message", kind: "long_text", label: words.message, required: true, help: null }}
          value={text}
          error={errors[MESSAGE_POINTER]}
          first={fields.length === 0}
          onChange={(value) => {
            setText(value);
            forgive(MESSAGE_POINTER);
          }}
        />
        <p className="error" role="alert">
          {Object.keys(errors).length > 0 && words.checkFields}
        </p>
        <button type="submit" className="primary" disabled={busy}>
          {busy ? words.starting : words.start}
        </button>
      </div>
      <LineNotice line={line} />
    </form>
  );
}

/** Answers as they are meant: without stray spaces, and without the fields that were left empty. */
function trimmed(answers: Record<string, string>): Record<string, string> {
  const entries = Object.entries(answers).map(([key, answer]) => [key, answer.trim()] as const);
  return Object.fromEntries(entries.filter(([, answer]) => answer));
}
