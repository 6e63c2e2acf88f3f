import { uuidv7 } from "@stonechat/openapi/client";
import { changeCannedResponse, makeCannedResponse } from "@stonechat/openapi/sdk";
import type { CannedResponse, CannedResponseList, MakeCannedResponse } from "@stonechat/openapi/types";
import { type FormEvent, useState } from "react";
import { cannedResponseList } from "@/api/settings-queries";
import { useWrite } from "@/api/use-write";
import { FormProblem } from "@/components/form-problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, TextareaField } from "@/components/ui/field";
import { Switch } from "@/components/ui/switch";
import { useWords } from "@/lib/words";
import { cannedResponsesWords } from "@/words/canned-responses";
import { commonWords } from "@/words/common";

interface ResponseDialogProps {
  open: boolean;
  onClose: () => void;
  /** Null makes a new one. */
  response: CannedResponse | null;
}

export function ResponseDialog({ open, onClose, response }: ResponseDialogProps) {
  const words = useWords(cannedResponsesWords);
  const title = response ? words.editTitle(response.shortcut) : words.makeTitle;
  return (
    <Dialog open={open} onClose={onClose} title={title}>
      <ResponseForm onClose={onClose} response={response} />
    </Dialog>
  );
}

/** Letters of any script with their marks, digits, _ and -, as the API takes them. */
const SHORTCUT = /^[\p{L}\p{M}\p{Nd}_-]+$/u;

function ResponseForm({ onClose, response }: Omit<ResponseDialogProps, "open">) {
  const words = useWords(cannedResponsesWords);
  const { cancel } = useWords(commonWords);
  const [typed, setTyped] = useState<MakeCannedResponse>(() => startOf(response));
  const [tried, setTried] = useState(false);
  const save = useSave(response);
  const wrong = {
    shortcut: shortcutFault(typed.shortcut.trim(), words),
    text: typed.text.trim() === "" ? words.textMissing : null,
  };

  /** Other words are another response: the id of one that may have arrived is not used for it. */
  function type(part: Partial<MakeCannedResponse>): void {
    setTyped({ ...typed, ...part, id: uuidv7() });
    save.clear();
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (wrong.shortcut !== null || wrong.text !== null || save.pending) return;
    if (await save.run({ ...typed, shortcut: typed.shortcut.trim() })) onClose();
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-5">
      <Field
        label={words.shortcut}
        hint={words.shortcutHint}
        value={typed.shortcut}
        maxLength={40}
        spellCheck={false}
        autoCapitalize="off"
        onChange={(event) => type({ shortcut: event.target.value.replace(/^\//, "") })}
        error={(tried && wrong.shortcut) || save.fields["/shortcut"]}
      />
      <TextareaField
        label={words.text}
        value={typed.text}
        rows={5}
        maxLength={10_000}
        onChange={(event) => type({ text: event.target.value })}
        error={(tried && wrong.text) || save.fields["/text"]}
      />
      <Switch
        label={words.share}
        hint={words.shareHint}
        checked={typed.shared}
        onChange={(shared) => type({ shared })}
      />
      <FormProblem text={save.problem} />
      <div className="flex justify-end gap-2">
        <Button variant="outline" onClick={onClose}>
          {cancel}
        </Button>
        <Button type="submit" aria-disabled={save.pending}>
          {words.save}
        </Button>
      </div>
    </form>
  );
}

function startOf(response: CannedResponse | null): MakeCannedResponse {
  const { shortcut = "", text = "", shared = true } = response ?? {};
  return { id: uuidv7(), shortcut, text, shared };
}

function shortcutFault(shortcut: string, words: { shortcutMissing: string; shortcutWrong: string }): string | null {
  if (shortcut === "") return words.shortcutMissing;
  return SHORTCUT.test(shortcut) ? null : words.shortcutWrong;
}

function useSave(response: CannedResponse | null) {
  const words = useWords(cannedResponsesWords);
  return useWrite({
    write: async ({ id, ...said }: MakeCannedResponse) => {
      if (!response) return (await makeCannedResponse({ body: { id, ...said }, throwOnError: true })).data;
      const path = { canned_response_id: response.id };
      return (await changeCannedResponse({ path, body: said, throwOnError: true })).data;
    },
    keep: (cache, saved) =>
      cache.setQueryData<CannedResponseList>(
        cannedResponseList().queryKey,
        (held) => held && withResponse(held, saved),
      ),
    said: ({ shortcut }) => ({ text: words.saved(shortcut) }),
    inForm: true,
  });
}

/** In the order in which the API gives them. */
function withResponse({ items }: CannedResponseList, saved: CannedResponse): CannedResponseList {
  const others = items.filter(({ id }) => id !== saved.id);
  return { items: [...others, saved].sort((a, b) => a.shortcut.localeCompare(b.shortcut)) };
}
