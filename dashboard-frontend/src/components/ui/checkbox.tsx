import { Check, Minus } from "lucide-react";
import { Checkbox as Radix } from "radix-ui";
import { type ReactNode, useId } from "react";
import { ControlLabel, hintId } from "@/components/ui/control-label";

interface CheckboxProps {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean | "indeterminate";
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  /** The label is said, not shown: beside it stands what it means. */
  labelHidden?: boolean;
}

export function Checkbox({ label, hint, checked, onChange, disabled, labelHidden = false }: CheckboxProps) {
  const id = useId();
  return (
    <span className="flex items-start gap-3">
      <Radix.Root
        id={id}
        checked={checked}
        onCheckedChange={(state) => onChange(state === true)}
        disabled={disabled}
        aria-describedby={hint ? hintId(id) : undefined}
        className="touch-target mt-0.5 inline-flex size-4 shrink-0 items-center justify-center rounded-[4px] border border-line-strong bg-raised text-on-ember transition-[background-color,border-color] duration-150 disabled:opacity-55 data-[state=checked]:border-ember-strong data-[state=indeterminate]:border-ember-strong data-[state=checked]:bg-ember-strong data-[state=indeterminate]:bg-ember-strong"
      >
        <Radix.Indicator>
          {checked === "indeterminate" ? (
            <Minus aria-hidden className="size-3 stroke-3" />
          ) : (
            <Check aria-hidden className="size-3 stroke-3" />
          )}
        </Radix.Indicator>
      </Radix.Root>
      <ControlLabel id={id} label={label} hint={hint} className={labelHidden ? "sr-only" : undefined} />
    </span>
  );
}
