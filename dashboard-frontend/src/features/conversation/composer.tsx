import { Lock, Reply, SendHorizontal } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { cn } from "@/lib/cn";
import type { EntryKind } from "@/lib/drafts";
import { useMediaQuery } from "@/lib/use-media-query";
import { useWords } from "@/lib/words";
import { type ConversationWords, conversationWords } from "@/words/conversation";
import { TEXT_LIMIT, useComposer } from "./use-composer";

interface ComposerProps {
  conversationId: string;
  customerName: string;
}

/** The key that the browser names while an input method has it. */
const TAKEN_BY_INPUT_METHOD = 229;

const kindsIn = (words: ConversationWords): Parameters<typeof Choice<EntryKind>>[0]["options"] => [
  {
    value: "message",
    label: words.reply,
    icon: <Reply aria-hidden />,
    className: "data-[state=checked]:bg-ember-soft",
  },
  {
    value: "note",
    label: words.note,
    icon: <Lock aria-hidden />,
    className: "data-[state=checked]:bg-amber-strong data-[state=checked]:text-on-amber",
  },
];

/** Where agents write. A note is amber, has a lock and says so: nobody should take one for the other. */
export function Composer({ conversationId, customerName }: ComposerProps) {
  const words = useWords(conversationWords);
  const { draft, problem, setText, setKind, submit } = useComposer(conversationId);
  const touch = useMediaQuery("(pointer: coarse)");
  const field = useGrowingField(draft.text);
  const note = draft.kind === "note";
  const tooLong = draft.text.length > TEXT_LIMIT;

  useEffect(() => {
    // Who opens a conversation can type at once; on a touch screen the keyboard would hide what there is to read.
    if (!touch) field.current?.focus({ preventScroll: true });
  }, [touch, field]);

  function send(event: FormEvent): void {
    event.preventDefault();
    void submit();
    field.current?.focus();
  }

  function sendOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
    // While a word is being composed, Enter belongs to the input method; on a touch keyboard it breaks the line.
    if (event.key !== "Enter" || event.shiftKey || touch || isComposing(event.nativeEvent)) return;
    send(event);
  }

  return (
    <form onSubmit={send} className="shrink-0 px-3 pb-[max(12px,env(safe-area-inset-bottom))] md:px-6 md:pb-4">
      <div
        className={cn(
          "mx-auto w-full max-w-178 rounded-card border shadow-small transition-[background-color,border-color] duration-150 focus-within:outline-2 focus-within:outline-offset-2",
          note
            ? "border-amber-line bg-amber-paper focus-within:outline-amber-strong"
            : "border-line bg-raised focus-within:outline-ember",
        )}
      >
        <div className="flex items-center justify-between gap-2 p-2 pb-0">
          <Choice label={words.whatToWrite} value={draft.kind} onChange={setKind} options={kindsIn(words)} />
          {note && <span className="pe-2 font-medium text-12 text-amber-ink">{words.onlyAgentsSeeThis}</span>}
        </div>
        <textarea
          ref={field}
          value={draft.text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={sendOnEnter}
          rows={2}
          enterKeyHint={touch ? "enter" : "send"}
          aria-label={note ? words.noteLabel : words.replyTo(customerName)}
          placeholder={note ? words.notePlaceholder : words.replyTo(customerName)}
          className="block max-h-60 w-full resize-none bg-transparent px-4 py-2 text-14 leading-[1.6] outline-none placeholder:text-muted"
        />
        <div className="flex items-center justify-between gap-3 p-2 pt-0">
          <Hint problem={problem} length={draft.text.length} touch={touch} />
          <Button
            type="submit"
            variant={note ? "note" : "primary"}
            size="small"
            aria-disabled={draft.text.trim() === "" || tooLong}
          >
            {note ? <Lock aria-hidden /> : <SendHorizontal aria-hidden />}
            {note ? words.addNote : words.send}
          </Button>
        </div>
      </div>
    </form>
  );
}

/** Safari ends the composition before its last key goes down, and tells only by the key code. */
function isComposing({ isComposing, keyCode }: globalThis.KeyboardEvent): boolean {
  return isComposing || keyCode === TAKEN_BY_INPUT_METHOD;
}

function Hint({ problem, length, touch }: { problem: string | null; length: number; touch: boolean }) {
  const words = useWords(conversationWords);
  const over = length - TEXT_LIMIT;
  const trouble = problem ?? (over > 0 ? words.tooLong(over) : null);
  if (trouble) {
    return (
      <p role="alert" className="ps-2 text-13 text-red">
        {trouble}
      </p>
    );
  }
  return (
    <p className="truncate ps-2 text-12 text-muted">
      {over > -500 ? words.charactersLeft(-over) : !touch && words.keysHint}
    </p>
  );
}

/** A text field that is as high as its text, up to what its style allows. */
function useGrowingField(text: string) {
  const field = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height depends on the text that was just laid out.
  useLayoutEffect(() => {
    if (!field.current) return;
    field.current.style.height = "auto";
    field.current.style.height = `${field.current.scrollHeight}px`;
  }, [text]);
  return field;
}
