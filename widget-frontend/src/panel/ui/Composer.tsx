import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from "react";
import { directionOfInput } from "../text/direction";
import { MESSAGE_LIMIT } from "../text/form";
import { words } from "../text/words";
import { isComposing } from "./composing";
import { SendIcon } from "./icons";
import { isTouch } from "./touch";

interface ComposerProps {
  text: string;
  /** Nobody is there to answer right away. */
  away?: boolean;
  onText: (change: (current: string) => string) => void;
  /** Resolves when the message is safe. */
  onSend: (text: string) => Promise<void>;
}

export function Composer({ text, away = false, onText, onSend }: ComposerProps): ReactNode {
  const field = useRef<HTMLTextAreaElement>(null);
  const sending = useRef(false);
  const again = useRef(false);
  const excess = text.length - MESSAGE_LIMIT;
  const isReady = (words: string): boolean => words.trim() !== "" && words.length <= MESSAGE_LIMIT;

  useLayoutEffect(() => {
    // The style sheet ends the growth at five lines.
    if (!field.current) return;
    field.current.style.height = "auto";
    if (text) field.current.style.height = `${field.current.scrollHeight}px`;
  }, [text]);

  const send = async (words: string): Promise<void> => {
    again.current = sending.current;
    if (!isReady(words) || again.current) return;
    sending.current = true;
    await onSend(words.trim());
    sending.current = false;
    // What was typed while it was stored stays, and goes as well where that was asked for.
    let rest = "";
    onText((current) => {
      rest = current.startsWith(words) ? current.slice(words.length) : current;
      return rest;
    });
    field.current?.focus();
    if (again.current) void send(rest);
  };

  const sendOnEnter = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || isComposing(event.nativeEvent) || isTouch()) return;
    event.preventDefault();
    void send(text);
  };

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send(text);
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
          dir={directionOfInput(text)}
          data-first=""
          aria-label={words.write}
          placeholder={away ? words.leaveMessage : words.write}
          enterKeyHint={isTouch() ? "enter" : "send"}
          value={text}
          onInput={(event) => {
            const { value } = event.currentTarget;
            onText(() => value);
          }}
          onKeyDown={sendOnEnter}
        />
        <button type="submit" className="send" aria-label={words.send} title={words.send} disabled={!isReady(text)}>
          <SendIcon />
        </button>
      </div>
    </form>
  );
}
