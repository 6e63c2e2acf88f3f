import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { hasCode } from "@/api/sentences";
import { useMe } from "@/api/session-context";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/input";
import { loadEdit, saveEdit } from "@/lib/edit-drafts";
import { isComposing } from "@/lib/is-composing";
import { useMediaQuery } from "@/lib/use-media-query";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";
import { revisionWords } from "@/words/conversation-revisions";
import type { Entry } from "./timeline";
import { TEXT_LIMIT } from "./use-composer";
import { useEditMessage } from "./use-revisions";

interface EditFieldProps {
  entry: Entry;
  takesFocus: boolean;
  onDone: () => void;
}

/** In the place of a message: its words, to change them. They are kept until the server has the new ones. */
export function EditField({ entry, takesFocus, onDone }: EditFieldProps) {
  const words = useWords(revisionWords);
  const { cancel, save } = useWords(commonWords);
  const edit = useEditMessage();
  const field = useRef<HTMLTextAreaElement>(null);
  const me = useMe();
  const touch = useMediaQuery("(pointer: coarse)");
  const [kept] = useState(() => loadEdit(me.id, entry.id));
  const [text, setText] = useState(kept?.text ?? entry.text);
  // What somebody else wrote meanwhile, in another tab, is not overwritten unseen.
  const [version] = useState(kept?.version ?? entry.version);
  const overtaken = entry.version !== version;
  const [toldOf, setToldOf] = useState<number | null>(null);
  // Refused for what only the server knew: told of as soon as it is here.
  if (overtaken && toldOf !== entry.version && hasCode(edit.error, "version_conflict")) setToldOf(entry.version);
  const blank = text.trim() === "" || text.length > TEXT_LIMIT;

  useEffect(() => {
    if (!takesFocus) return;
    field.current?.focus();
    field.current?.setSelectionRange(-1, -1);
  }, [takesFocus]);

  function type(typed: string): void {
    edit.clear();
    setText(typed);
    saveEdit(me.id, entry.id, typed === entry.text ? null : { text: typed, version });
  }

  function close(): void {
    saveEdit(me.id, entry.id, null);
    onDone();
  }

  async function submit(): Promise<void> {
    if (blank || edit.pending) return;
    const said = text.trim();
    if (said !== entry.text && overtaken && toldOf !== entry.version) setToldOf(entry.version);
    else if (said === entry.text || (await edit.run({ id: entry.id, text: said, version: entry.version }))) close();
  }

  function hearKey(event: KeyboardEvent): void {
    // On a touch keyboard Enter breaks the line, as in the composer.
    if (isComposing(event.nativeEvent)) return;
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && !event.shiftKey && !touch) void submit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const problem =
    toldOf === entry.version ? words.changedMeanwhile(entry.text) : (edit.problem ?? Object.values(edit.fields)[0]);

  return (
    <div className="flex w-[min(600px,80vw)] max-w-full flex-col gap-2 p-1">
      <Textarea
        ref={field}
        dir="auto"
        aria-label={words.editLabel}
        aria-invalid={problem ? true : undefined}
        value={text}
        readOnly={edit.pending}
        enterKeyHint={touch ? "enter" : "done"}
        onChange={(event) => type(event.target.value)}
        onKeyDown={hearKey}
      />
      <div className="flex flex-wrap items-center justify-end gap-2">
        {problem && (
          <p role="alert" className="me-auto whitespace-pre-wrap text-13 text-red [overflow-wrap:anywhere]">
            {problem}
          </p>
        )}
        <Button variant="quiet" size="small" onClick={close}>
          {cancel}
        </Button>
        <Button size="small" aria-disabled={blank || edit.pending} onClick={() => void submit()}>
          {save}
        </Button>
      </div>
    </div>
  );
}
