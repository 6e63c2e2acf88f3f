import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { useLayer } from "@/components/ui/layer";
import { useFloating } from "@/components/ui/use-floating";
import { cn } from "@/lib/cn";
import { direction } from "@/lib/language";
import { mainInSight } from "@/lib/main-in-sight";

interface MenuProps {
  trigger: ReactNode;
  children: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  align?: "start" | "center" | "end";
  /** It was asked for before it was there. */
  defaultOpen?: boolean;
}

const ITEM =
  "flex h-9 cursor-pointer select-none items-center gap-2 rounded-control px-3 text-14 outline-none data-[disabled]:opacity-55 data-[highlighted]:bg-hover pointer-coarse:h-11 [&_svg]:size-4 [&_svg]:text-muted";

/** Not modal: a modal Radix menu writes a style element into the page, which our content security policy refuses. */
export function Menu({ trigger, children, side = "bottom", align = "start", defaultOpen }: MenuProps) {
  const layer = useLayer();
  const floating = useFloating({ defaultOpen });
  // What people find by landmarks should be within one, also while it floats.
  const container = layer ?? mainInSight();
  return (
    <DropdownMenu.Root modal={false} dir={direction()} {...floating.root}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal container={container}>
        <DropdownMenu.Content
          side={side}
          align={align}
          sideOffset={8}
          collisionPadding={8}
          onKeyDown={floating.onKeyDown}
          className="z-50 min-w-56 animate-fade rounded-card border border-line bg-raised p-1 shadow-large"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export function MenuItem({ className, onSelect, ...rest }: ComponentProps<typeof DropdownMenu.Item>) {
  function select(event: Event): void {
    focusTrigger(event.currentTarget as Element);
    onSelect?.(event);
  }
  return <DropdownMenu.Item className={cn(ITEM, className)} onSelect={select} {...rest} />;
}

/** A dialog gives the focus back to what had it before. That must not be the item that opened it: it goes with its menu. */
function focusTrigger(item: Element): void {
  const id = item.closest("[role=menu]")?.getAttribute("aria-labelledby");
  document.getElementById(id ?? "")?.focus({ preventScroll: true });
}

/** One of several, of which one holds. */
export function MenuChoice<Value extends string>(props: {
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: ReactNode }[];
}) {
  const choose = (chosen: string): void => {
    const option = props.options.find(({ value }) => value === chosen);
    if (option) props.onChange(option.value);
  };
  return (
    <DropdownMenu.RadioGroup value={props.value} onValueChange={choose}>
      {props.options.map(({ value, label }) => (
        <DropdownMenu.RadioItem key={value} value={value} className={ITEM}>
          <span className="flex size-4 items-center">
            <DropdownMenu.ItemIndicator>
              <Check aria-hidden className="size-4" />
            </DropdownMenu.ItemIndicator>
          </span>
          {label}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-3 py-2">{children}</DropdownMenu.Label>;
}

export function MenuLine() {
  return <DropdownMenu.Separator className="-mx-1 my-1 h-px bg-line" />;
}
