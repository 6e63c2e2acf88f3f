import { useState } from "react";
import { Field } from "@/components/ui/field";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";

/** What stands where a whole number within limits belongs, and is none. It is kept as it is, and never sent. */
export interface Mistyped {
  mistyped: string;
}

interface NumberFieldProps {
  label: string;
  hint?: string;
  error?: string | undefined;
  value: number | Mistyped;
  min: number;
  max: number;
  /** What is said of what is no such number, where that isn't only the limits; null where it is all right, too. */
  wrong?: string | null;
  onChange: (value: number | Mistyped) => void;
}

/** A whole number within limits. What is typed beside them stays to be mended: what it begins with may be another one. */
export function NumberField({ label, hint, error, value, min, max, wrong, onChange }: NumberFieldProps) {
  const words = useWords(commonWords);
  const complaint = wrong === undefined ? words.wholeNumber(min, max) : wrong;
  // "05" is 5, and is tidied up only when the field is left.
  const [typed, setTyped] = useState<string | null>(null);
  const plain = textOf(value);
  const shown = typed !== null && textOf(read(typed, min, max)) === plain ? typed : plain;

  function type(text: string): void {
    setTyped(text);
    onChange(read(text, min, max));
  }

  return (
    <Field
      label={label}
      hint={hint}
      inputMode="numeric"
      className="max-w-32 tabular-nums"
      value={shown}
      onChange={(event) => type(event.target.value)}
      onBlur={() => setTyped(null)}
      error={(isMistyped(value) && complaint) || error}
    />
  );
}

export function isMistyped(value: unknown): value is Mistyped {
  return typeof value === "object" && value !== null && "mistyped" in value;
}

function textOf(value: number | Mistyped): string {
  return isMistyped(value) ? value.mistyped : String(value);
}

function read(text: string, min: number, max: number): number | Mistyped {
  const number = /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN;
  return number >= min && number <= max ? number : { mistyped: text };
}
