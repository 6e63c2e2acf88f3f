import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import { MESSAGE_LIMIT } from "../text/form";
import { words } from "../text/words";
import { SendIcon } from "./icons";
import { isTouch } from "./touch";

interface ComposerProps {
  text: string;
  onText: (change: (current: string) => string) => void;
  onDraft: (text: string) => void;
  /** Resolves when the message is safe. */
  onSend: (text: string) => Promise<void>;
}

const DRAFT_PAUSE_MS = 300;

export function Composer({ text, onText, onDraft, onSend }: ComposerProps): ReactNode {
  const field = useRef<HTMLTextAreaElement>(null);
  const sending = useRef(false);
  const excess = text.length - MESSAGE_LIMIT;
  const ready = text.trim() !== "" && excess <= 0;

  useLayoutEffect(() => {
    // The style sheet ends the growth at five lines.
    if (!field.current) return;
    field.current.style.height = "auto";
    if (text) field.current.style.height = `${field.current.scrollHeight}px`;
  }, [text]);

  useDraft(text, onDraft);

  const send = async (): Promise<void> => {
    if (!ready || sending.current) return;
    sending.current = true;
    await onSend(text.trim());
    sending.current = false;
    // What was typed while it was stored stays.
    onText((current) => (current.startsWith(text) ? current.slice(text.length) : current));
    field.current?.focus();
  };

  const sendOnEnter = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing || isTouch()) return;
    event.preventDefault();
    void send();
  };

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {excess > 0 && (
        <p className="error" role="alert">
          {words.tooManyCharacters(excess)}
        </p>
      )}
      <div className="box">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          data-first=""
          aria-label={words.write}
          placeholder={words.write}
          enterKeyHint={isTouch() ? "enter" : "send"}
          value={text}
          onChange={(event) => {
            const { value } = event.currentTarget;
            onText(() => value);
          }}
          onKeyDown={sendOnEnter}
        />
        <button type="submit" className="send" aria-label={words.send} title={words.send} disabled={!ready}>
          <SendIcon />
        </button>
      </div>
    </form>
  );
}

/** Keeps what is typed: after a short pause, and at once when the page goes away. */
function useDraft(text: string, onDraft: (text: string) => void): void {
  const save = useRef(onDraft);
  save.current = onDraft;
  useEffect(() => {
    const now = (): void => save.current(text);
    const timer = setTimeout(now, DRAFT_PAUSE_MS);
    window.addEventListener("pagehide", now);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pagehide", now);
    };
  }, [text]);
}
