import { RadioGroup } from "radix-ui";
import { type ReactNode, useId } from "react";
import { ControlLabel, hintId } from "@/components/ui/control-label";
import { direction } from "@/lib/language";

interface RadioListProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string; hint?: ReactNode }[];
  disabled?: boolean;
}

/** One of a few that need a sentence each. Short ones, side by side, are a `Choice`. */
export function RadioList<Value extends string>({ label, value, onChange, options, disabled }: RadioListProps<Value>) {
  const id = useId();
  const choose = (chosen: string): void => {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option) onChange(option.value);
  };
  return (
    <RadioGroup.Root
      aria-label={label}
      dir={direction()}
      value={value}
      onValueChange={choose}
      disabled={disabled}
      className="flex flex-col gap-3"
    >
      {options.map((option) => (
        <span key={option.value} className="flex items-start gap-3">
          <RadioGroup.Item
            id={`${id}-${option.value}`}
            value={option.value}
            aria-describedby={option.hint ? hintId(`${id}-${option.value}`) : undefined}
            className="touch-target mt-0.5 inline-flex size-4 shrink-0 items-center justify-center rounded-full border border-line-strong bg-raised disabled:opacity-55 data-[state=checked]:border-ember-strong"
          >
            <RadioGroup.Indicator className="size-2 rounded-full bg-ember-strong" />
          </RadioGroup.Item>
          <ControlLabel strong id={`${id}-${option.value}`} label={option.label} hint={option.hint} />
        </span>
      ))}
    </RadioGroup.Root>
  );
}
