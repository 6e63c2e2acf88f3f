import { type ReactNode, useState } from "react";
import { CommandList, type CommandOption } from "@/components/ui/command-list";
import { Popover } from "@/components/ui/popover";

interface PickerProps {
  trigger: ReactNode;
  label: string;
  placeholder: string;
  empty: ReactNode;
  options: readonly CommandOption[];
  onChoose: (id: string) => void;
  /** Several may be chosen, one after the other. */
  stays?: boolean;
  align?: "start" | "center" | "end";
}

/** A button that opens a list to choose from by typing: an assignee, a tag, a time zone. */
export function Picker({ trigger, label, placeholder, empty, options, onChoose, stays = false, align }: PickerProps) {
  const [open, setOpen] = useState(false);
  function choose(id: string): void {
    if (!stays) setOpen(false);
    onChoose(id);
  }
  return (
    <Popover
      trigger={trigger}
      label={label}
      open={open}
      onOpenChange={setOpen}
      align={align ?? "start"}
      className="p-0"
    >
      <CommandList label={label} placeholder={placeholder} empty={empty} options={options} onChoose={choose} />
    </Popover>
  );
}
