import type { Agent, ChangeAgent } from "@stonechat/openapi/types";
import { type FormEvent, useState } from "react";
import { FormEnd } from "@/components/form-end";
import { Dialog } from "@/components/ui/dialog";
import { Field, FormGroup } from "@/components/ui/field";
import { RadioList } from "@/components/ui/radio-list";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";
import { teamWords } from "@/words/team";
import { useChangeAgent } from "./use-change-agent";

interface AgentDialogProps {
  agent: Agent;
  open: boolean;
  onClose: () => void;
}

export function AgentDialog({ agent, open, onClose }: AgentDialogProps) {
  const words = useWords(teamWords);
  return (
    <Dialog open={open} onClose={onClose} title={words.editTitle(agent.name)}>
      <AgentForm agent={agent} onClose={onClose} />
    </Dialog>
  );
}

const MOST_CAPACITY = 1000;

function AgentForm({ agent, onClose }: Omit<AgentDialogProps, "open">) {
  const words = useWords(teamWords);
  const { save } = useWords(commonWords);
  const [name, setName] = useState(agent.name);
  const [role, setRole] = useState<"admin" | "agent">(agent.role === "admin" ? "admin" : "agent");
  const [capacity, setCapacity] = useState(agent.capacity === null ? "" : String(agent.capacity));
  const [tried, setTried] = useState(false);
  const change = useChangeAgent(agent, { said: (saved) => words.agentSaved(saved.name), inForm: true });
  const limit = limitOf(capacity);
  const nameMissing = name.trim() === "";

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (nameMissing || limit === undefined || change.pending) return;
    const body = differences(agent, { name: name.trim(), role, capacity: limit });
    if (Object.keys(body).length === 0 || (await change.run(body))) onClose();
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-5">
      <Field
        label={words.name}
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.target.value)}
        error={tried && nameMissing ? words.nameMissing : change.fields["/name"]}
      />
      <FormGroup
        label={words.role}
        hint={agent.role === "admin" && role === "agent" ? words.lesserAdmin : undefined}
        error={change.fields["/role"]}
      >
        <RadioList
          label={words.role}
          value={role}
          onChange={setRole}
          options={[
            { value: "agent", label: words.agent, hint: words.agentHint },
            { value: "admin", label: words.admin, hint: words.adminHint },
          ]}
        />
      </FormGroup>
      <Field
        label={words.capacity}
        hint={words.capacityHint}
        value={capacity}
        inputMode="numeric"
        onChange={(event) => setCapacity(event.target.value)}
        error={tried && limit === undefined ? words.capacityWrong : change.fields["/capacity"]}
      />
      <FormEnd problem={change.problem} pending={change.pending} verb={save} onCancel={onClose} />
    </form>
  );
}

/** Null is no limit, undefined is no number. */
function limitOf(typed: string): number | null | undefined {
  if (typed.trim() === "") return null;
  const limit = Number(typed);
  return Number.isInteger(limit) && limit >= 0 && limit <= MOST_CAPACITY ? limit : undefined;
}

/** Only what is different is sent: another admin may change the rest meanwhile. */
function differences(agent: Agent, wanted: Required<Pick<ChangeAgent, "name" | "role" | "capacity">>): ChangeAgent {
  return {
    ...(wanted.name !== agent.name && { name: wanted.name }),
    ...(wanted.role !== agent.role && { role: wanted.role }),
    ...(wanted.capacity !== agent.capacity && { capacity: wanted.capacity }),
  };
}
