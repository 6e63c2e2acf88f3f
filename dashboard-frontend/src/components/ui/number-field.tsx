import { useState } from "react";
import { Field } from "@/components/ui/field";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";

interface NumberFieldProps {
  label: string;
  hint?: string;
  error?: string | undefined;
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
}

/** A whole number within limits. What is typed beside them is said, and the last good number stands. */
export function NumberField({ label, hint, error, value, min, max, onChange }: NumberFieldProps) {
  const words = useWords(commonWords);
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed !== null && Number(typed) !== value ? typed : String(value);
  const wrong = typed !== null && !fits(typed, min, max);

  function type(text: string): void {
    setTyped(text);
    if (fits(text, min, max)) onChange(Number(text));
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
      error={wrong ? words.wholeNumber(min, max) : error}
    />
  );
}

function fits(text: string, min: number, max: number): boolean {
  const number = Number(text);
  return text.trim() !== "" && Number.isInteger(number) && number >= min && number <= max;
}
