import type { FormField, WidgetConfig } from "@stonechat/openapi/types";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { Line } from "../chat/line";
import type { FormStart } from "../chat/view";
import { isAway } from "../text/away";
import {
  type Answers,
  askedFields,
  checkForm,
  type FormErrors,
  fromServer,
  givenAnswers,
  MESSAGE_POINTER,
  pointerTo,
} from "../text/form";
import { words } from "../text/words";
import { AwayNotice } from "./AwayNotice";
import { Field, INVALID } from "./Field";
import { LineNotice } from "./LineNotice";

interface StartFormProps {
  config: WidgetConfig;
  start: FormStart;
  line: Line;
  /** `begun`: what the form began with. */
  onStart: (answers: Record<string, string>, text: string, begun: FormStart) => Promise<void>;
}

interface Filled {
  /** Also to what is not asked any more: they are there again when it is. */
  answers: Answers;
  errors: FormErrors;
}

const MESSAGE = {
  key: "-message",
  kind: "long_text",
  required: true,
  help: null,
  options: [],
} satisfies Partial<FormField>;

export function StartForm({ config, start, line, onStart }: StartFormProps): ReactNode {
  const [begun] = useState(start);
  const [text, setText] = useState(start.text);
  const [filled, setFilled] = useState<Filled>(() => ({ answers: {}, errors: fromServer(start.errors) }));
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const fields = config.form_fields;
  const { errors } = filled;
  // What is known of somebody may come when they are filling in already: what they typed wins.
  const answers = { ...start.answers, ...filled.answers };

  // Also after the server refused what was sent: the first marked field is where to go on.
  const [attempts, setAttempts] = useState(0);
  useEffect(() => {
    if (attempts || begun.errors.length) form.current?.querySelector<HTMLElement>(INVALID)?.focus();
  }, [attempts, begun]);

  const answer = (field: FormField, value: string): void =>
    setFilled((current) => {
      const changed = { ...current.answers, [field.key]: value };
      // Also of what is not asked any more: when it is again, nobody has left it empty yet.
      const asked = askedFields(fields, { ...start.answers, ...changed });
      const forgiven = fields.filter((one) => one === field || !asked.includes(one)).map(pointerTo);
      return { answers: changed, errors: without(current.errors, forgiven) };
    });

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const found = checkForm(fields, answers, text);
    setFilled({ ...filled, errors: found });
    if (Object.keys(found).length) {
      setAttempts(attempts + 1);
      return;
    }
    setBusy(true);
    await onStart(givenAnswers(fields, answers), text.trim(), begun);
  };

  return (
    <form className="start" ref={form} noValidate onSubmit={(event) => void submit(event)}>
      <div className="card">
        <AwayNotice config={config} />
        <h2>
          <bdi>{config.greeting || words.formTitle}</bdi>
        </h2>
        {askedFields(fields, answers).map((field, index) => (
          <Field
            key={field.key}
            field={field}
            value={answers[field.key] ?? ""}
            error={errors[pointerTo(field)]}
            first={index === 0}
            onChange={(value) => answer(field, value)}
          />
        ))}
        <Field
          field={{ ...MESSAGE, label: words.message }}
          value={text}
          error={errors[MESSAGE_POINTER]}
          first={fields.length === 0}
          onChange={(value) => {
            setText(value);
            setFilled((current) => ({ ...current, errors: without(current.errors, [MESSAGE_POINTER]) }));
          }}
        />
        <p className="error" role="alert">
          {Object.keys(errors).length > 0 && words.checkFields}
        </p>
        <button type="submit" className="primary" disabled={busy}>
          {busy ? words.starting : isAway(config, new Date()) ? words.leaveMessage : words.start}
        </button>
      </div>
      <LineNotice line={line} />
    </form>
  );
}

function without(errors: FormErrors, pointers: readonly string[]): FormErrors {
  return Object.fromEntries(Object.entries(errors).filter(([pointer]) => !pointers.includes(pointer)));
}
