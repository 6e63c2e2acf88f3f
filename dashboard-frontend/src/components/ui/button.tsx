import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

/** A button that has nothing to do yet, and still takes the focus. */
const NOT_YET = "aria-disabled:cursor-default aria-disabled:bg-line aria-disabled:text-muted";

const look = cva(
  "touch-target inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-control font-medium text-14 transition-[background-color,color,opacity] duration-150 ease-out disabled:cursor-not-allowed disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: `bg-ember-strong text-on-ember hover:bg-ember-strong-hover ${NOT_YET}`,
        note: `bg-amber-strong text-on-amber hover:bg-amber-strong-hover ${NOT_YET}`,
        danger: `bg-red-strong text-on-red hover:bg-red-strong-hover ${NOT_YET}`,
        outline: "border border-line bg-raised text-text hover:bg-hover",
        quiet: "text-muted hover:bg-hover hover:text-text",
        link: "h-auto px-0 text-ember-ink underline-offset-2 hover:underline",
      },
      size: {
        normal: "h-9 px-4",
        small: "h-8 px-3 text-13",
        icon: "size-9",
        bare: "",
      },
    },
    defaultVariants: { variant: "primary", size: "normal" },
  },
);

interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof look> {
  /** Gives the looks to the one child instead, a link for example. */
  asChild?: boolean;
}

export function Button({ className, variant, size, asChild = false, type = "button", ...rest }: ButtonProps) {
  const classes = cn(look({ variant, size }), className);
  if (asChild) return <Slot.Root className={classes} {...rest} />;
  return <button type={type} className={classes} {...rest} />;
}
