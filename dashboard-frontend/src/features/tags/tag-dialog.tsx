import { changeTag, makeTag } from "@stonechat/openapi/sdk";
import type { MakeTag, Tag } from "@stonechat/openapi/types";
import { type FormEvent, useState } from "react";
import { keepTag } from "@/api/answers";
import { useMaking } from "@/api/use-making";
import { useWrite } from "@/api/use-write";
import { FormEnd } from "@/components/form-end";
import { ColorField } from "@/components/ui/color-field";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { isHexColor } from "@/lib/contrast";
import { useWords } from "@/lib/words";
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
  const { name = "", color = FIRST_COLOR } = tag ?? {};
  const { body: typed, change: type } = useMaking<MakeTag>({ name, color }, save.clear);
  const wrong = {
    name: typed.name.trim() === "" ? words.nameMissing : null,
    color: isHexColor(typed.color) ? null : words.colorWrong,
  };

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
      <FormEnd problem={save.problem} pending={save.pending} verb={words.save} onCancel={onClose} />
    </form>
  );
}
