import { Component, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { commonWords } from "@/words/common";

interface PartBoundaryProps {
  children: ReactNode;
  /** There is room for a button only. */
  small?: boolean;
  /** It comes in the place of what was pressed. */
  takesFocus?: boolean;
  className?: string;
}

/**
 * Catches what a part of a page could not be shown for: most of the time its file is gone after an upgrade. Everything
 * around it stays as it is, with what is being typed there.
 */
export class PartBoundary extends Component<PartBoundaryProps, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    const { children, small = false, takesFocus = false, className } = this.props;
    if (!this.state.broken) return children;
    const { boot, reload } = commonWords.now();
    return (
      <span role="alert" className={cn(!small && "flex flex-col items-start gap-2 p-3 text-13", className)}>
        <span className={cn(small && "sr-only")}>{boot.updated}</span>
        <Button
          variant="outline"
          size="small"
          title={small ? boot.updated : undefined}
          autoFocus={takesFocus}
          onClick={() => window.location.reload()}
        >
          {reload}
        </Button>
      </span>
    );
  }
}
