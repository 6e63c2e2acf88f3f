import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { direction } from "@/lib/language";

interface TabsProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  tabs: readonly { value: Value; label: string; content: ReactNode }[];
}

/** Parts of one thing of which one is shown; arrow keys move between them. */
export function Tabs<Value extends string>({ label, value, onChange, tabs }: TabsProps<Value>) {
  const choose = (chosen: string): void => {
    const tab = tabs.find((candidate) => candidate.value === chosen);
    if (tab) onChange(tab.value);
  };
  return (
    <Radix.Root value={value} onValueChange={choose} dir={direction()}>
      <Radix.List aria-label={label} className="mb-6 flex gap-1 overflow-x-auto border-line border-b px-0.5">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className="touch-target -mb-px h-10 shrink-0 border-transparent border-b-2 px-3 font-medium text-14 text-muted outline-offset-[-2px] transition-[color] duration-150 hover:text-text data-[state=active]:border-ember data-[state=active]:text-text"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="outline-offset-4">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
