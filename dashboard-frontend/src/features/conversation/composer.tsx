import { Lock, Reply, SendHorizontal } from "lucide-react";
import { type FormEvent, type KeyboardEvent, memo, useEffect, useMemo } from "react";
import { useMe } from "@/api/session-context";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { cn } from "@/lib/cn";
import type { EntryKind } from "@/lib/drafts";
import { isComposing } from "@/lib/is-composing";
import { useAction } from "@/lib/shortcuts/actions";
import { useMediaQuery } from "@/lib/use-media-query";
import { useWords } from "@/lib/words";
import { conversationWords } from "@/words/conversation";
import type { CannedValues } from "./canned-text";
import { Collision } from "./collision";
import { EmojiButton } from "./emoji-button";
import { useComposer } from "./use-composer";
import { useSuggestionList } from "./use-suggestion-list";

interface ComposerProps {
  conversationId: string;
  customerName: string;
  /** What canned responses may name of the customer and the site; null: not known. */
  known?: Omit<CannedValues, "agent.name">;
}

const NOTHING_KNOWN = { "customer.name": null, "site.name": null };

const LONGEST_NAME = 24;

/** Where agents write. A note is amber, has a lock and says so: nobody should take one for the other. */
export const Composer = memo(function Composer({ conversationId, customerName, known = NOTHING_KNOWN }: ComposerProps) {
  const words = useWords(conversationWords);
  const { field, kind, begun, shown, problem, hear, setKind, pick, submit } = useComposer(conversationId);
  const touch = useMediaQuery("(pointer: coarse)");
  const note = kind === "note";
  const me = useMe();
  const values = useMemo(() => ({ ...known, "agent.name": me.name }), [known, me.name]);
  const suggested = useSuggestionList({ field, token: shown.token, values, onMention: pick });
  useComposerKeys((kind) => {
    setKind(kind);
    field.current?.focus();
  });

  useEffect(() => {
    // Who opens a conversation can type at once; on a touch screen the keyboard would hide what there is to read.
    if (!touch) field.current?.focus({ preventScroll: true });
  }, [touch, field]);

  /** Out of the field letters are shortcuts again, and arrows scroll. */
  function toMessages(): void {
    field.current?.closest("section")?.querySelector<HTMLElement>("[role=log]")?.focus();
  }

  function send(event: FormEvent): void {
    event.preventDefault();
    void submit();
    field.current?.focus();
  }

  function hearKey(event: KeyboardEvent<HTMLTextAreaElement>): void {
    // While a word is being composed, Enter belongs to the input method; on a touch keyboard it breaks the line.
    if (isComposing(event.nativeEvent) || suggested.hear(event)) return;
    if (event.key === "Escape") toMessages();
    if (event.key !== "Enter" || event.shiftKey || touch) return;
    send(event);
  }

  return (
    <form onSubmit={send} className="shrink-0 px-3 pb-[max(12px,env(safe-area-inset-bottom))] md:px-6 md:pb-4">
      {!note && <Collision conversationId={conversationId} />}
      <div
        className={cn(
          "relative mx-auto w-full max-w-178 rounded-card border shadow-small transition-[background-color,border-color] duration-150 focus-within:outline-2 focus-within:outline-offset-2",
          note
            ? "border-amber-line bg-amber-paper focus-within:outline-amber-strong"
            : "border-line bg-raised focus-within:outline-ember",
        )}
      >
        {suggested.list}
        <div className="flex items-center justify-between gap-2 p-2 pb-0">
          <KindChoice kind={kind} onChange={setKind} />
          {note && <span className="pe-2 font-medium text-12 text-amber-ink">{words.onlyAgentsSeeThis}</span>}
        </div>
        <textarea
          ref={field}
          // An empty field begins where the page does.
          dir={shown.empty ? undefined : "auto"}
          defaultValue={begun}
          onInput={hear}
          onSelect={hear}
          onBlur={suggested.close}
          onKeyDown={hearKey}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          {...suggested.described}
          rows={2}
          enterKeyHint={touch ? "enter" : "send"}
          aria-label={note ? words.noteLabel : words.replyTo(customerName)}
          placeholder={note ? words.notePlaceholder : words.replyTo(shortName(customerName))}
          className="field-sizing-content block max-h-60 min-h-15 w-full resize-none bg-transparent px-4 py-2 text-14 leading-[1.6] outline-none placeholder:text-muted"
        />
        <div className="flex items-center gap-1 p-2 pt-0">
          <EmojiButton field={field} />
          <Hint problem={problem} left={shown.left} touch={touch} note={note} />
          <SendButton note={note} notYet={!shown.sendable} />
        </div>
      </div>
    </form>
  );
});

/** Of a long name so much that the line stays one. */
function shortName(name: string): string {
  const letters = Array.from(name);
  return letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME).join("").trimEnd()}…` : name;
}

/** What no letter changes is not drawn with each of them. */
const KindChoice = memo(function KindChoice({
  kind,
  onChange,
}: {
  kind: EntryKind;
  onChange: (to: EntryKind) => void;
}) {
  const words = useWords(conversationWords);
  return (
    <Choice
      label={words.whatToWrite}
      value={kind}
      onChange={onChange}
      options={[
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
      ]}
    />
  );
});

const SendButton = memo(function SendButton({ note, notYet }: { note: boolean; notYet: boolean }) {
  const words = useWords(conversationWords);
  return (
    <Button type="submit" variant={note ? "note" : "primary"} size="small" className="ms-auto" aria-disabled={notYet}>
      {note ? <Lock aria-hidden /> : <SendHorizontal aria-hidden />}
      {note ? words.addNote : words.send}
    </Button>
  );
});

interface HintProps {
  problem: string | null;
  /** For how many more letters there is room, where that is worth a word. */
  left: number | null;
  touch: boolean;
  note: boolean;
}

const Hint = memo(function Hint({ problem, left, touch, note }: HintProps) {
  const words = useWords(conversationWords);
  const trouble = problem ?? (left !== null && left < 0 ? words.tooLong(-left) : null);
  if (trouble) {
    return (
      <p role="alert" className="ps-1 text-13 text-red">
        {trouble}
      </p>
    );
  }
  return (
    <p className="min-w-0 truncate ps-1 text-12 text-muted">
      {left !== null ? words.charactersLeft(left) : !touch && words.keysHint(note)}
    </p>
  );
});

/** What somebody begins to write, by one key. */
function useComposerKeys(write: (kind: EntryKind) => void): void {
  const words = useWords(conversationWords);
  useAction({ label: words.writeReply, group: words.pane, keys: "r", run: () => write("message") });
  useAction({ label: words.writeNote, group: words.pane, keys: "n", run: () => write("note") });
}
