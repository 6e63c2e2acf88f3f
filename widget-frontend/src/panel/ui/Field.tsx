import type { FormField } from "@stonechat/openapi/types";
import type { ReactNode } from "react";
import { directionOfInput } from "../text/direction";
import { YES } from "../text/form";
import { words } from "../text/words";
import { LinkedText } from "./LinkedText";

interface FieldProps {
  field: Pick<FormField, "key" | "kind" | "label" | "required" | "help" | "options">;
  value: string;
  error: string | undefined;
  first: boolean;
  onChange: (value: string) => void;
}

/** What ties a control to its notes, or makes it known to the form. */
type Ties = Record<string, string | boolean>;

interface ControlProps extends FieldProps {
  id: string;
  ties: Ties;
}

/** Finds what a marked field is corrected in: of radio buttons their group is marked. */
export const INVALID = "[aria-invalid=true]:not([role]), [aria-invalid=true][role] input";

const TYPES = { text: "text", email: "email", phone: "tel" } as const;
const AUTOCOMPLETE: Record<string, string> = { email: "email", phone: "tel", name: "name" };
/** More options than this would push the rest of the form out of sight. */
const MOST_RADIOS = 5;

/** Label above (or beside a box), help and error under the field, all tied together for screen readers. */
export function Field(props: FieldProps): ReactNode {
  const { field, error, first } = props;
  const id = `field-${field.key}`;
  const notes = [field.help ? `${id}-help` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  const ties: Ties = {
    "aria-required": field.required,
    "aria-invalid": error !== undefined,
    ...(notes ? { "aria-describedby": notes } : {}),
  };
  const control = { ...props, id, ties: first ? { ...ties, "data-first": "" } : ties };
  return (
    <div className="field">
      {field.kind === "checkbox" || field.kind === "consent" ? (
        <Box {...control} />
      ) : field.kind === "choice" && field.options.length <= MOST_RADIOS ? (
        <Radios {...control} ties={ties} />
      ) : (
        <>
          <label htmlFor={id} className="label">
            <Label field={field} />
          </label>
          {field.kind === "choice" ? <Select {...control} /> : <Typed {...control} />}
        </>
      )}
      {field.help && (
        <p className="muted" id={`${id}-help`}>
          <bdi>{field.help}</bdi>
        </p>
      )}
      {error && (
        <p className="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

function Label({ field }: Pick<FieldProps, "field">): ReactNode {
  return (
    <>
      <bdi>{field.kind === "consent" ? <LinkedText text={field.label} /> : field.label}</bdi>
      {!field.required && <span className="muted"> ({words.optional})</span>}
    </>
  );
}

function Typed({ field, value, onChange, id, ties }: ControlProps): ReactNode {
  const shared = {
    ...ties,
    id,
    value,
    dir: directionOfInput(value),
    onInput: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  if (field.kind === "long_text") return <textarea {...shared} rows={4} />;
  const autoComplete = AUTOCOMPLETE[field.kind] ?? AUTOCOMPLETE[field.key] ?? "off";
  return <input {...shared} type={TYPES[field.kind as keyof typeof TYPES]} autoComplete={autoComplete} />;
}

function Box({ field, value, onChange, id, ties }: ControlProps): ReactNode {
  return (
    <label htmlFor={id} className="option">
      <input
        {...ties}
        id={id}
        type="checkbox"
        checked={value === YES}
        onChange={(event) => onChange(event.currentTarget.checked ? YES : "")}
      />
      <span>
        <Label field={field} />
      </span>
    </label>
  );
}

function Radios({ field, value, first, onChange, id, ties }: ControlProps): ReactNode {
  // A radio button cannot be taken back, so who need not answer can say so.
  const none = field.required ? [] : [{ value: "", label: words.noAnswer }];
  return (
    <div {...ties} className="options" role="radiogroup" aria-labelledby={id}>
      <span className="label" id={id}>
        <Label field={field} />
      </span>
      {[...field.options, ...none].map((option, index) => (
        <label key={option.value} htmlFor={`${id}-${index}`} className="option">
          <input
            {...(first && index === 0 ? { "data-first": "" } : {})}
            id={`${id}-${index}`}
            type="radio"
            name={id}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          <span dir="auto">{option.label}</span>
        </label>
      ))}
    </div>
  );
}

function Select({ field, value, onChange, id, ties }: ControlProps): ReactNode {
  return (
    <select {...ties} id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value="">{field.required ? words.chooseHere : words.noAnswer}</option>
      {field.options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
