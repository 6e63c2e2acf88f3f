import { uuidv7 } from "@stonechat/openapi/client";
import { changeTag, makeTag } from "@stonechat/openapi/sdk";
import type { MakeTag, Tag } from "@stonechat/openapi/types";
import { type FormEvent, useState } from "react";
import { keepTag } from "@/api/answers";
import { useWrite } from "@/api/use-write";
import { FormProblem } from "@/components/form-problem";
import { Button } from "@/components/ui/button";
import { ColorField } from "@/components/ui/color-field";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { isHexColor } from "@/lib/contrast";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";
import { tagsWords } from "@/words/tags";

interface TagDialogProps {
  open: boolean;
  onClose: () => void;
  /** Null makes a new one. */
  tag: Tag | null;
}

const FIRST_COLOR = "#0f766e";

export function TagDialog({ open, onClose, tag }: TagDialogProps) {
  const words = useWords(tagsWords);
  return (
    <Dialog open={open} onClose={onClose} title={tag ? words.editTitle(tag.name) : words.makeTitle}>
      <TagForm onClose={onClose} tag={tag} />
    </Dialog>
  );
}

function TagForm({ onClose, tag }: Omit<TagDialogProps, "open">) {
  const words = useWords(tagsWords);
  const { cancel } = useWords(commonWords);
  const [typed, setTyped] = useState<MakeTag>(() => {
    const { name = "", color = FIRST_COLOR } = tag ?? {};
    return { id: uuidv7(), name, color };
  });
  const [tried, setTried] = useState(false);
  const save = useWrite({
    write: async ({ id, name, color }: MakeTag) => {
      if (!tag) return (await makeTag({ body: { id, name, color }, throwOnError: true })).data;
      return (await changeTag({ path: { tag_id: tag.id }, body: { name, color }, throwOnError: true })).data;
    },
    keep: keepTag,
    said: ({ name }) => ({ text: words.saved(name) }),
    inForm: true,
  });
  const wrong = {
    name: typed.name.trim() === "" ? words.nameMissing : null,
    color: isHexColor(typed.color) ? null : words.colorWrong,
  };

  /** Other words are another tag: the id of one that may have arrived is not used for it. */
  function type(part: Partial<MakeTag>): void {
    setTyped({ ...typed, ...part, id: uuidv7() });
    save.clear();
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (wrong.name !== null || wrong.color !== null || save.pending) return;
    if (await save.run({ ...typed, name: typed.name.trim() })) onClose();
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-5">
      <Field
        label={words.name}
        value={typed.name}
        maxLength={40}
        onChange={(event) => type({ name: event.target.value })}
        error={(tried && wrong.name) || save.fields["/name"]}
      />
      <ColorField
        label={words.color}
        pickLabel={words.pickColor}
        value={typed.color}
        onChange={(color) => type({ color })}
        error={(tried && wrong.color) || save.fields["/color"]}
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
