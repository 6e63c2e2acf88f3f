import { makeInvitation } from "@stonechat/openapi/sdk";
import type { MadeInvitation, MakeInvitation } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { agentList } from "@/api/queries";
import { invitationList } from "@/api/settings-queries";
import { useMaking } from "@/api/use-making";
import { useWrite } from "@/api/use-write";
import { FormEnd } from "@/components/form-end";
import { Dialog } from "@/components/ui/dialog";
import { Field, FormGroup } from "@/components/ui/field";
import { RadioList } from "@/components/ui/radio-list";
import { useWords } from "@/lib/words";
import { teamWords } from "@/words/team";
import { isFull } from "./seats";

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
  const [tried, setTried] = useState(false);
  const make = useWrite({
    write: async (body: MakeInvitation) => (await makeInvitation({ body, throwOnError: true })).data,
    keep: (cache) => void cache.invalidateQueries({ queryKey: invitationList().queryKey }),
    inForm: true,
  });
  const { body: asked, change } = useMaking<MakeInvitation>({ email: "", role: "agent" }, make.clear);
  const missing = asked.email.trim() === "";
  const { data: team } = useQuery(agentList());

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
      {team && isFull(team.items, team.seats) && <p className="text-13 text-amber-ink">{words.seatFirst}</p>}
      <FormEnd problem={make.problem} pending={make.pending} verb={words.makeLink} onCancel={onClose} />
    </form>
  );
}
