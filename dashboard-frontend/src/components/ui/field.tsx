import { CircleAlert } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";
import { Input, Select, Textarea } from "@/components/ui/input";

interface RowProps {
  label: string;
  /** Says what belongs here, before anything is wrong. */
  hint?: ReactNode;
  error?: string | null | undefined;
}

/** What the control of a row has to carry so that label, hint and error are tied to it. */
interface Tied {
  id: string;
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
}

interface FormRowProps extends RowProps {
  children: (tied: Tied) => ReactNode;
}

/** A label above, the control, a hint or what is wrong with it under it. */
export function FormRow({ label, hint, error, children }: FormRowProps) {
  const id = useId();
  const said = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="font-medium text-13">
        {label}
      </label>
      {children({ id, "aria-invalid": error ? true : undefined, "aria-describedby": said || undefined })}
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1 text-13 text-red">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-13 text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

type FieldProps = RowProps & Omit<ComponentProps<"input">, "id">;

export function Field({ label, hint, error, ...rest }: FieldProps) {
  return (
    <FormRow label={label} hint={hint} error={error}>
      {(tied) => <Input {...tied} {...rest} />}
    </FormRow>
  );
}

type TextareaFieldProps = RowProps & Omit<ComponentProps<"textarea">, "id">;

export function TextareaField({ label, hint, error, ...rest }: TextareaFieldProps) {
  return (
    <FormRow label={label} hint={hint} error={error}>
      {(tied) => <Textarea {...tied} {...rest} />}
    </FormRow>
  );
}

type SelectFieldProps<Value extends string> = RowProps & {
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string }[];
  disabled?: boolean;
};

export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { label, hint, error, value, onChange, options, disabled } = props;
  const choose = (chosen: string): void => {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option) onChange(option.value);
  };
  return (
    <FormRow label={label} hint={hint} error={error}>
      {(tied) => (
        <Select {...tied} value={value} disabled={disabled} onChange={(event) => choose(event.target.value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      )}
    </FormRow>
  );
}

/** The same around several controls that belong together. */
export function FormGroup({ label, hint, error, children }: RowProps & { children: ReactNode }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-2 font-medium text-13">{label}</legend>
      {children}
      {error && (
        <p role="alert" className="flex items-start gap-1 text-13 text-red">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {error}
        </p>
      )}
      {hint && <p className="text-13 text-muted">{hint}</p>}
    </fieldset>
  );
}
