import type { ComponentProps } from "react";
import { Button } from "@/components/ui/button";

interface IconButtonProps extends ComponentProps<typeof Button> {
  /** What it does: said to screen readers, and on hover. */
  label: string;
}

/** A button that is only a picture; `title` says more on hover, its key for example. */
export function IconButton({ label, title = label, ...rest }: IconButtonProps) {
  return <Button variant="quiet" size="icon" aria-label={label} title={title} {...rest} />;
}
