import { Switch as Radix } from "radix-ui";
import { type ReactNode, useId } from "react";
import { ControlLabel, hintId } from "@/components/ui/control-label";

interface SwitchProps {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}

/** On or off, at once. What is only kept by a button is a `Checkbox`. */
export function Switch({ label, hint, checked, onChange, disabled = false }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <ControlLabel strong id={id} label={label} hint={hint} />
      <Radix.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        aria-describedby={hint ? hintId(id) : undefined}
        className="touch-target mt-0.5 inline-flex h-5 w-9 shrink-0 items-center rounded-full bg-line-strong px-0.5 transition-[background-color] duration-150 disabled:opacity-55 data-[state=checked]:bg-ember-strong"
      >
        <Radix.Thumb className="size-4 rounded-full bg-surface transition-transform duration-150 data-[state=checked]:translate-x-4 rtl:data-[state=checked]:-translate-x-4" />
      </Radix.Root>
    </div>
  );
}
