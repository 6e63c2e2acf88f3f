import type { Conversation } from "@stonechat/openapi/types";
import { CircleCheck, CircleDot, Clock, Ellipsis, Flag, Hourglass, Tag, UserRound } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import type { HeadChange } from "@/api/change-head";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useAction } from "@/lib/shortcuts/actions";
import { useNarrow } from "@/lib/use-media-query";
import { useWords } from "@/lib/words";
import { conversationWords } from "@/words/conversation";
import { headWords } from "@/words/conversation-head";
import { ChoicesLater, HeadPopover, loadChoices } from "./head-popover";
import type { HeadPart, OpenPart } from "./open-part";
import { type ChangeHead, useHead } from "./use-head";
import { Viewers } from "./viewers";

interface HeadToolsProps {
  conversation: Conversation;
  opened: OpenPart;
}

type PartProps = HeadToolsProps & { onChange: ChangeHead };

/** What is done to a conversation as a whole: one button for what comes next, the rest beside it or behind "more". */
export function HeadTools({ conversation, opened }: HeadToolsProps) {
  const words = useWords(headWords);
  const onChange = useHead(conversation.id);
  const tools = { conversation, opened, onChange };
  const narrow = useNarrow();
  const next = useNextStatus(conversation);
  useHeadKeys(opened.open, () => onChange(...next.step));
  return (
    <div className="flex shrink-0 items-center gap-1">
      <Viewers conversationId={conversation.id} />
      {narrow ? <Narrow {...tools} /> : <Wide {...tools} />}
      <Button
        variant="outline"
        size="small"
        title={words.keyHint(next.verb, "E")}
        onClick={() => onChange(...next.step)}
      >
        {next.icon}
        {next.verb}
      </Button>
    </div>
  );
}

function Wide(tools: PartProps) {
  const { conversation, onChange } = tools;
  const words = useWords(headWords);
  const waiting = useWaiting(conversation);
  return (
    <>
      <HeadPopover
        {...tools}
        part="snooze"
        label={words.snooze}
        align="end"
        trigger={
          <Tool label={words.snooze} keys="Z" pressed={conversation.status === "snoozed"}>
            <Clock aria-hidden />
          </Tool>
        }
      />
      <Tool label={waiting.verb} pressed={waiting.on} onClick={() => onChange(...waiting.step)}>
        <Hourglass aria-hidden />
      </Tool>
    </>
  );
}

/** One button for the rest; what is chosen from comes up from below. */
function Narrow({ conversation, onChange, opened }: PartProps) {
  const words = useWords(headWords);
  const waiting = useWaiting(conversation);
  const titles: Record<HeadPart, string> = {
    assignee: words.assign,
    tags: words.tags,
    priority: words.priority,
    snooze: words.snooze,
  };
  const { part, open } = opened;
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Tool label={words.more}>
            <Ellipsis aria-hidden />
          </Tool>
        }
      >
        <MenuItem onSelect={() => open("assignee")}>
          <UserRound aria-hidden />
          {words.assign}
        </MenuItem>
        <MenuItem onSelect={() => open("tags")}>
          <Tag aria-hidden />
          {words.tags}
        </MenuItem>
        <MenuItem onSelect={() => open("priority")}>
          <Flag aria-hidden />
          {words.priority}
        </MenuItem>
        <MenuItem onSelect={() => open("snooze")}>
          <Clock aria-hidden />
          {words.snooze}
        </MenuItem>
        <MenuItem onSelect={() => onChange(...waiting.step)}>
          <Hourglass aria-hidden />
          {waiting.verb}
        </MenuItem>
      </Menu>
      <Dialog open={part !== null} onClose={() => open(null)} title={part === null ? "" : titles[part]}>
        {part !== null && (
          <div className="-mx-3 -mb-3">
            <ChoicesLater part={part} conversation={conversation} onChange={onChange} onDone={() => open(null)} />
          </div>
        )}
      </Dialog>
    </>
  );
}

interface ToolProps extends ComponentProps<typeof IconButton> {
  keys?: string;
  pressed?: boolean;
}

function Tool({ label, keys, pressed, ...rest }: ToolProps) {
  const words = useWords(headWords);
  return (
    <IconButton
      label={label}
      title={keys === undefined ? label : words.keyHint(label, keys)}
      aria-pressed={pressed}
      onPointerEnter={loadChoices}
      className="aria-pressed:bg-hover aria-pressed:text-text"
      {...rest}
    />
  );
}

type Step = readonly [HeadChange, string];

/** What is mostly done next: it is resolved, or opened again. */
function useNextStatus({ status }: Conversation): { verb: string; icon: ReactNode; step: Step } {
  const words = useWords(headWords);
  const closed = status === "resolved" || status === "snoozed";
  return closed
    ? { verb: words.openAgain, icon: <CircleDot aria-hidden />, step: [{ status: "open" }, words.said.opened] }
    : { verb: words.resolve, icon: <CircleCheck aria-hidden />, step: [{ status: "resolved" }, words.said.resolved] };
}

/** It waits for the customer, or does so no more. */
function useWaiting({ status }: Conversation): { verb: string; on: boolean; step: Step } {
  const words = useWords(headWords);
  const on = status === "pending";
  const step: Step = on ? [{ status: "open" }, words.said.opened] : [{ status: "pending" }, words.said.pending];
  return { verb: words.waitForCustomer, on, step };
}

function useHeadKeys(open: (part: HeadPart) => void, next: () => void): void {
  const words = useWords(headWords);
  const { pane: group } = useWords(conversationWords);
  useAction({ label: words.resolveOrOpen, group, keys: "e", run: next });
  useAction({ label: words.snooze, group, keys: "z", run: () => open("snooze") });
  useAction({ label: words.assign, group, keys: "a", run: () => open("assignee") });
  useAction({ label: words.changeTags, group, keys: "l", run: () => open("tags") });
  useAction({ label: words.changePriority, group, keys: "p", run: () => open("priority") });
}
