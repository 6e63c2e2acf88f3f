import type { FormField } from "@stonechat/openapi/types";
import type { ReactNode } from "react";
import { words } from "../text/words";

interface FieldProps {
  field: Pick<FormField, "key" | "kind" | "label" | "required" | "help">;
  value: string;
  error: string | undefined;
  first: boolean;
  onChange: (value: string) => void;
}

const TYPES = { text: "text", email: "email", phone: "tel" } as const;
const AUTOCOMPLETE: Record<string, string> = { email: "email", phone: "tel", name: "name" };

/** Label above, help and error under the field, all tied together for screen readers. */
export function Field({ field, value, error, first, onChange }: FieldProps): ReactNode {
  const id = `field-${field.key}`;
  const notes = [field.help ? `${id}-help` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  const shared = {
    id,
    value,
    "aria-required": field.required,
    "aria-invalid": error !== undefined,
    ...(notes ? { "aria-describedby": notes } : {}),
    ...(first ? { "data-first": "" } : {}),
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  return (
    <div className="field">
      <label htmlFor={id}>
        {field.label}
        {!field.required && <span className="muted"> ({words.optional})</span>}
      </label>
      {field.kind === "long_text" ? (
        <textarea {...shared} rows={4} dir="auto" />
      ) : (
        <input
          {...shared}
          type={TYPES[field.kind]}
          autoComplete={AUTOCOMPLETE[field.kind] ?? AUTOCOMPLETE[field.key] ?? "off"}
          dir="auto"
        />
      )}
      {field.help && (
        <p className="muted" id={`${id}-help`}>
          {field.help}
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
