import type { Conversation, Customer } from "@stonechat/openapi/types";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { Contact, CornerDownRight, MessageSquare, Zap } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { useLocation } from "wouter";
import { heldCustomers } from "@/api/customers";
import { heldLists } from "@/api/queries";
import { useMe } from "@/api/session-context";
import { CommandList, type CommandOption } from "@/components/ui/command-list";
import { Keys } from "@/components/ui/keys";
import { Modal } from "@/components/ui/modal";
import { useActions } from "@/lib/shortcuts/actions";
import { useWords } from "@/lib/words";
import { commandsWords } from "@/words/commands";
import { displayName } from "@/words/names";
import { type Command, commandsOf, found, type Place } from "./commands";
import { recentCommands, rememberCommand } from "./recent";

interface CommandBarProps {
  open: boolean;
  onClose: () => void;
  places: readonly Place[];
}

/** One field for everything: what can be done right now, all places, and the people who are loaded. */
export function CommandBar({ open, onClose, places }: CommandBarProps) {
  const words = useWords(commandsWords);
  return (
    <Modal
      open={open}
      onClose={onClose}
      aria-label={words.title}
      className="fixed mx-auto mt-[max(16px,10dvh)] w-[calc(100vw-32px)] max-w-140 animate-rise overflow-hidden rounded-panel border border-line bg-raised"
    >
      <Choices places={places} onClose={onClose} />
    </Modal>
  );
}

/** It is there only while the bar is open: each time it begins with an empty field and what is known by then. */
function Choices({ places, onClose }: Omit<CommandBarProps, "open">) {
  const words = useWords(commandsWords);
  const me = useMe();
  const cache = useQueryClient();
  const [, navigate] = useLocation();
  const actions = useActions();
  const [typed, setTyped] = useState("");
  const [held] = useState(() => peopleIn(cache));
  const [recent] = useState(() => recentCommands(me.id));
  const commands = useMemo(
    () => commandsOf({ actions: actions.filter(({ inDialogs }) => inDialogs !== true), places, ...held }),
    [actions, places, held],
  );
  const shown = useMemo(() => found(commands, typed, recent), [commands, typed, recent]);

  function choose(id: string): void {
    const command = shown.find((each) => each.id === id);
    if (!command) return;
    rememberCommand(me.id, id);
    onClose();
    // Closing gives the focus back to where it was; what follows may take it from there.
    setTimeout(() => (command.kind === "action" ? command.action.run() : navigate(command.href)));
  }

  return (
    <CommandList
      label={words.title}
      placeholder={words.placeholder}
      empty={words.empty}
      options={shown.map((command) => optionOf(command, recent.includes(command.id)))}
      onChoose={choose}
      query={{ value: typed, onChange: setTyped }}
    />
  );
}

function optionOf(command: Command, isRecent: boolean): CommandOption {
  const { id, label } = command;
  const words = commandsWords.now();
  const icons: Record<Command["kind"], ReactNode> = {
    action: <Zap aria-hidden className="text-muted" />,
    place: <CornerDownRight aria-hidden className="text-muted rtl:-scale-x-100" />,
    conversation: <MessageSquare aria-hidden className="text-muted" />,
    customer: <Contact aria-hidden className="text-muted" />,
  };
  const groups: Record<Command["kind"], string> = {
    action: command.kind === "action" ? command.action.group : "",
    place: words.places,
    conversation: words.conversations,
    customer: words.customers,
  };
  return {
    id,
    label,
    icon: icons[command.kind],
    group: isRecent ? words.recent : groups[command.kind],
    hint: hintOf(command),
  };
}

function hintOf(command: Command): ReactNode {
  if (command.kind === "action") {
    const { keys } = command.action;
    return (
      keys && (
        <span className="pointer-coarse:hidden">
          <Keys keys={keys} />
        </span>
      )
    );
  }
  if (command.kind !== "customer") return null;
  const { email, phone } = command.customer;
  const told = [email, phone].find((text) => text !== null && text !== displayName(command.customer));
  return told && <span className="block max-w-44 truncate">{told}</span>;
}

/** Whoever any list holds, newest first. */
function peopleIn(cache: QueryClient): { conversations: Conversation[]; customers: Customer[] } {
  const pages = heldLists(cache).flatMap(([, data]) => data.pages);
  const conversations = newestOf(pages.flatMap(({ items }) => items)).filter(({ deleted_at }) => deleted_at === null);
  const customers = newestOf([...pages.flatMap((page) => page.customers), ...heldCustomers(cache)]);
  return {
    conversations: conversations.sort((a, b) => (a.last_message_at < b.last_message_at ? 1 : -1)),
    customers: customers.filter(({ erased_at, merged_into_id }) => erased_at === null && merged_into_id === null),
  };
}

function newestOf<Row extends { id: string; version: number }>(rows: readonly Row[]): Row[] {
  const byId = new Map<string, Row>();
  for (const row of rows) {
    const known = byId.get(row.id);
    if (!known || known.version < row.version) byId.set(row.id, row);
  }
  return [...byId.values()];
}
