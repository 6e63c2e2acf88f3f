import { makePasswordReset } from "@stonechat/openapi/sdk";
import type { Agent } from "@stonechat/openapi/types";
import { Ellipsis, KeyRound, Pencil, UserRoundCheck, UserRoundX } from "lucide-react";
import { useState } from "react";
import { faceAddress } from "@/api/faces";
import { useMe } from "@/api/session-context";
import { useWrite } from "@/api/use-write";
import { SecretDialog } from "@/components/secret-dialog";
import { Avatar } from "@/components/ui/avatar";
import { Chip } from "@/components/ui/chip";
import { Confirmation } from "@/components/ui/confirmation";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { cn } from "@/lib/cn";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";
import { teamWords } from "@/words/team";
import { AgentDialog } from "./agent-dialog";
import { resetLink } from "./links";
import { useChangeAgent } from "./use-change-agent";

export function AgentRow({ agent }: { agent: Agent }) {
  const words = useWords(teamWords);
  const { you } = useWords(commonWords);
  const me = useMe();
  return (
    <li className="flex min-h-16 items-center gap-3 border-line border-b py-2 last:border-b-0">
      <Avatar
        name={agent.name}
        ours
        face={faceAddress(agent.face_id)}
        online={agent.active && agent.availability === "online"}
      />
      <div className={cn("min-w-0 grow", !agent.active && "text-muted")}>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium text-14">
          <span className="truncate">{agent.name}</span>
          {agent.id === me.id && <Chip>{you}</Chip>}
          {agent.role === "admin" && <Chip>{words.admin}</Chip>}
          {!agent.active && <Chip>{words.inactive}</Chip>}
        </p>
        <p className="truncate text-13 text-muted">
          {agent.email}
          {agent.capacity !== null && ` · ${words.upTo(agent.capacity)}`}
        </p>
      </div>
      <AgentActions agent={agent} mine={agent.id === me.id} />
    </li>
  );
}

function AgentActions({ agent, mine }: { agent: Agent; mine: boolean }) {
  const words = useWords(teamWords);
  const [shown, setShown] = useState<"editing" | "deactivating" | null>(null);
  const close = () => setShown(null);
  const deactivate = useChangeAgent(agent, { said: ({ name }) => words.deactivated(name) });
  const activate = useChangeAgent(agent, { said: ({ name }) => words.activated(name) });
  const reset = usePasswordReset(agent);
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label={words.actions(agent.name)}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => setShown("editing")}>
          <Pencil aria-hidden />
          {words.edit}
        </MenuItem>
        {agent.active && (
          <MenuItem onSelect={reset.make}>
            <KeyRound aria-hidden />
            {words.makeReset}
          </MenuItem>
        )}
        {agent.active && !mine && (
          <MenuItem onSelect={() => setShown("deactivating")}>
            <UserRoundX aria-hidden />
            {words.deactivate}
          </MenuItem>
        )}
        {!agent.active && (
          <MenuItem onSelect={() => void activate.run({ active: true })}>
            <UserRoundCheck aria-hidden />
            {words.activate}
          </MenuItem>
        )}
      </Menu>
      <AgentDialog agent={agent} open={shown === "editing"} onClose={close} />
      <Confirmation
        danger
        open={shown === "deactivating"}
        onClose={close}
        title={words.deactivateTitle(agent.name)}
        text={words.deactivateText}
        verb={words.deactivate}
        onConfirm={() => void deactivate.run({ active: false })}
      />
      <SecretDialog
        secret={reset.link}
        onClose={reset.forget}
        title={words.resetTitle(agent.name)}
        lead={words.resetLead}
        label={words.link}
        copyLabel={words.copyLink}
        done={words.done}
      />
    </>
  );
}

function usePasswordReset(agent: Agent) {
  const [link, setLink] = useState<string | null>(null);
  const make = useWrite({
    write: async () => (await makePasswordReset({ path: { agent_id: agent.id }, throwOnError: true })).data,
    keep: (_, { token }) => setLink(resetLink(token)),
  });
  return { link, make: () => void make.run(undefined), forget: () => setLink(null) };
}
