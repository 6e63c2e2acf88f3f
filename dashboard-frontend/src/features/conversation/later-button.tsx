import { type ComponentProps, type ReactNode, Suspense, startTransition, useEffect, useRef, useState } from "react";
import { PartBoundary } from "@/components/part-boundary";
import { Button } from "@/components/ui/button";

interface LaterButtonProps extends ComponentProps<typeof Button> {
  "aria-haspopup": "menu" | "dialog";
  load: () => Promise<unknown>;
  /** It stands where something had the focus that is gone. */
  takesFocus: boolean;
  /** The same button with what it opens, open. */
  opened: ReactNode;
}

/** What it opens is fetched when a hand comes near, and takes its place once it is pressed. */
export function LaterButton({ load, takesFocus, opened, ...rest }: LaterButtonProps) {
  const [asked, setAsked] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) button.current?.focus();
  }, [takesFocus]);
  return (
    <PartBoundary small takesFocus>
      <Suspense>
        {asked ? (
          opened
        ) : (
          <Button
            ref={button}
            onPointerEnter={() => void load().catch(() => undefined)}
            // In a transition the button, and with it the focus, stays until what takes its place is there.
            onClick={() => startTransition(() => setAsked(true))}
            {...rest}
          />
        )}
      </Suspense>
    </PartBoundary>
  );
}
