import { type ReactNode, useId } from "react";
import { cn } from "@/lib/cn";

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  /** The class of an option may look at `data-[state=checked]`. */
  options: readonly { value: Value; label: string; icon: ReactNode; className?: string }[];
}

/** One of a few, side by side; arrow keys move between them. */
export function Choice<Value extends string>({ label, value, onChange, options }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset aria-label={label} className="flex gap-1">
      {options.map((option) => (
        <label
          key={option.value}
          data-state={option.value === value ? "checked" : "unchecked"}
          className={cn(
            "touch-target relative inline-flex h-8 cursor-pointer items-center gap-2 rounded-control px-3 font-medium text-13 text-muted outline-2 outline-transparent outline-offset-2 transition-[background-color,color] duration-150 hover:text-text has-focus-visible:outline-ember data-[state=checked]:text-text [&_svg]:size-4",
            option.className,
          )}
        >
          {/* It lies over the whole label, so that whatever presses the one presses the other. */}
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="absolute inset-0 m-0 cursor-pointer appearance-none outline-none"
          />
          {option.icon}
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
