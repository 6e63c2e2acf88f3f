import { changeCannedResponse, makeCannedResponse } from "@stonechat/openapi/sdk";
import type { CannedResponse, CannedResponseList, MakeCannedResponse } from "@stonechat/openapi/types";
import { type FormEvent, useState } from "react";
import { cannedResponseList } from "@/api/on-opening";
import { useMaking } from "@/api/use-making";
import { useWrite } from "@/api/use-write";
import { FormEnd } from "@/components/form-end";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field, TextareaField } from "@/components/ui/field";
import { SHORTCUT_SIGNS } from "@/lib/shortcut-signs";
import { useWords } from "@/lib/words";
import { cannedResponsesWords } from "@/words/canned-responses";

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

const SHORTCUT = new RegExp(`^${SHORTCUT_SIGNS}+$`, "u");

function ResponseForm({ onClose, response }: Omit<ResponseDialogProps, "open">) {
  const words = useWords(cannedResponsesWords);
  const { shortcut = "", text = "", shared = true } = response ?? {};
  const save = useSave(response);
  const { body: typed, change: type } = useMaking<MakeCannedResponse>({ shortcut, text, shared }, save.clear);
  const [tried, setTried] = useState(false);
  const wrong = {
    shortcut: shortcutFault(typed.shortcut.trim(), words),
    text: typed.text.trim() === "" ? words.textMissing : null,
  };

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
        hint={words.textHint}
        value={typed.text}
        rows={5}
        maxLength={10_000}
        onChange={(event) => type({ text: event.target.value })}
        error={(tried && wrong.text) || save.fields["/text"]}
      />
      <Checkbox
        label={words.share}
        hint={words.shareHint}
        checked={typed.shared}
        onChange={(shared) => type({ shared })}
      />
      <FormEnd problem={save.problem} pending={save.pending} verb={words.save} onCancel={onClose} />
    </form>
  );
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
