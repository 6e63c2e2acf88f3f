import { uuidv7 } from "@stonechat/openapi/client";
import { makeInvitation } from "@stonechat/openapi/sdk";
import type { MadeInvitation, MakeInvitation } from "@stonechat/openapi/types";
import { type FormEvent, useState } from "react";
import { invitationList } from "@/api/settings-queries";
import { useWrite } from "@/api/use-write";
import { FormProblem } from "@/components/form-problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, FormGroup } from "@/components/ui/field";
import { RadioList } from "@/components/ui/radio-list";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";
import { teamWords } from "@/words/team";

interface InviteDialogProps {
  open: boolean;
  onClose: () => void;
  onMade: (invitation: MadeInvitation) => void;
}

export function InviteDialog({ open, onClose, onMade }: InviteDialogProps) {
  const words = useWords(teamWords);
  return (
    <Dialog open={open} onClose={onClose} title={words.inviteTitle} lead={words.inviteLead}>
      <InviteForm onClose={onClose} onMade={onMade} />
    </Dialog>
  );
}

function InviteForm({ onClose, onMade }: Omit<InviteDialogProps, "open">) {
  const words = useWords(teamWords);
  const { cancel } = useWords(commonWords);
  const [asked, setAsked] = useState<MakeInvitation>(() => ({ id: uuidv7(), email: "", role: "agent" }));
  const [tried, setTried] = useState(false);
  const make = useWrite({
    write: async (body: MakeInvitation) => (await makeInvitation({ body, throwOnError: true })).data,
    keep: (cache) => void cache.invalidateQueries({ queryKey: invitationList().queryKey }),
    inForm: true,
  });
  const missing = asked.email.trim() === "";

  /** Other words are another invitation: the id of one that may have arrived is not used for it. */
  function change(part: Partial<MakeInvitation>): void {
    setAsked({ ...asked, ...part, id: uuidv7() });
    make.clear();
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (missing || make.pending) return;
    const made = await make.run({ ...asked, email: asked.email.trim() });
    if (!made) return;
    onClose();
    onMade(made);
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-5">
      <Field
        label={words.email}
        type="email"
        autoComplete="off"
        autoFocus
        maxLength={254}
        value={asked.email}
        onChange={(event) => change({ email: event.target.value })}
        error={tried && missing ? words.emailMissing : make.fields["/email"]}
      />
      <FormGroup label={words.role}>
        <RadioList
          label={words.role}
          value={asked.role}
          onChange={(role) => change({ role })}
          options={[
            { value: "agent", label: words.agent, hint: words.agentHint },
            { value: "admin", label: words.admin, hint: words.adminHint },
          ]}
        />
      </FormGroup>
      <FormProblem text={make.problem} />
      <div className="flex justify-end gap-2">
        <Button variant="outline" onClick={onClose}>
          {cancel}
        </Button>
        <Button type="submit" aria-disabled={make.pending}>
          {words.makeLink}
        </Button>
      </div>
    </form>
  );
}
