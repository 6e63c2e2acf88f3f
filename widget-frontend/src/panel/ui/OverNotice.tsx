import { type ReactNode, useEffect, useRef } from "react";
import { words } from "../text/words";

interface OverNoticeProps {
  over: boolean;
  /** Something was written that could not be sent. */
  kept: boolean;
  onStart: () => void;
}

/** In the place of the composer. It is there before there is something to say, so that screen readers read it out. */
export function OverNotice({ over, kept, onStart }: OverNoticeProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Who was typing types on for a moment: those keys must not press the button.
    if (over && document.hasFocus() && document.activeElement === document.body) place.current?.focus();
  }, [over]);
  return (
    <div className={over ? "over" : ""} ref={place} tabIndex={-1}>
      <div role="status">
        {over && <p>{words.over}</p>}
        {over && kept && <p className="muted">{words.overKept}</p>}
      </div>
      {over && (
        <button type="button" className="primary" data-first="" onClick={onStart}>
          {words.startAnew}
        </button>
      )}
    </div>
  );
}
