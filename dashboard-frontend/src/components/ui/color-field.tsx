import { useId } from "react";
import { FormRow } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { isHexColor } from "@/lib/contrast";

interface ColorFieldProps {
  label: string;
  hint?: string;
  error?: string | null | undefined;
  /** What the browser's own color picker is called. */
  pickLabel: string;
  value: string;
  onChange: (value: string) => void;
}

/** A color, picked or typed as `#rrggbb`. */
export function ColorField({ label, hint, error, pickLabel, value, onChange }: ColorFieldProps) {
  const id = useId();
  return (
    <FormRow label={label} hint={hint} error={error}>
      {(tied) => (
        <span className="flex gap-2">
          <input
            id={`${id}-picker`}
            type="color"
            aria-label={pickLabel}
            value={isHexColor(value) ? value : "#000000"}
            onChange={(event) => onChange(event.target.value)}
            className="h-10 w-12 shrink-0 cursor-pointer rounded-control border border-line-strong bg-raised p-1 pointer-coarse:h-11"
          />
          <Input
            {...tied}
            dir="ltr"
            value={value}
            spellCheck={false}
            autoCapitalize="off"
            maxLength={7}
            className="max-w-32 font-mono"
            onChange={(event) => onChange(event.target.value.trim().toLowerCase())}
          />
        </span>
      )}
    </FormRow>
  );
}
