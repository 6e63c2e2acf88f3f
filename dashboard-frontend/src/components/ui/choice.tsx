import { RadioGroup } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string; icon: ReactNode; className?: string }[];
}

/** One of a few, side by side; arrow keys move between them. */
export function Choice<Value extends string>({ label, value, onChange, options }: ChoiceProps<Value>) {
  const choose = (chosen: string): void => {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option) onChange(option.value);
  };
  return (
    <RadioGroup.Root aria-label={label} value={value} onValueChange={choose} className="flex gap-1">
      {options.map((option) => (
        <RadioGroup.Item
          key={option.value}
          value={option.value}
          className={cn(
            "touch-target inline-flex h-8 items-center gap-2 rounded-control px-3 font-medium text-13 text-muted transition-[background-color,color] duration-150 hover:text-text data-[state=checked]:text-text [&_svg]:size-4",
            option.className,
          )}
        >
          {option.icon}
          {option.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
