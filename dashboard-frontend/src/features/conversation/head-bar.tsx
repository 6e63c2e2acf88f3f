import type { Conversation, Tag } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { Flag, Plus, Tag as TagIcon, UserRound } from "lucide-react";
import { faceAddress } from "@/api/faces";
import { agentList, tagList } from "@/api/queries";
import { useMe } from "@/api/session-context";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { cn } from "@/lib/cn";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";
import { headWords } from "@/words/conversation-head";
import { priorityColors } from "./head-colors";
import { HeadPopover, loadChoices } from "./head-popover";
import type { OpenPart } from "./open-part";
import { type ChangeHead, useHead } from "./use-head";

interface HeadBarProps {
  conversation: Conversation;
  opened: OpenPart;
}

type PartProps = HeadBarProps & { onChange: ChangeHead };

/** Whose it is, how urgent, and what about. */
export function HeadBar({ conversation, opened }: HeadBarProps) {
  const part = { conversation, opened, onChange: useHead(conversation.id) };
  return (
    <div
      onPointerEnter={loadChoices}
      className="flex h-full items-center gap-1 overflow-x-auto px-3 [scrollbar-width:none] md:px-5"
    >
      <Assignee {...part} />
      <Priority {...part} />
      <Tags {...part} />
    </div>
  );
}

function Assignee(part: PartProps) {
  const { conversation, onChange } = part;
  const words = useWords(headWords);
  const { you, agent: someAgent } = useWords(commonWords);
  const me = useMe();
  const agents = useQuery(agentList()).data?.items ?? [];
  const { assignee_id } = conversation;
  const assignee = agents.find(({ id }) => id === assignee_id);
  const name = assignee_id === me.id ? you : (assignee?.name ?? someAgent);
  return (
    <>
      <HeadPopover
        {...part}
        part="assignee"
        label={words.assign}
        trigger={
          <Button variant="quiet" size="small" className="px-2 text-text" title={words.keyHint(words.assign, "A")}>
            {assignee_id === null ? (
              <UserRound aria-hidden className="text-muted" />
            ) : (
              <Avatar name={assignee?.name ?? name} face={faceAddress(assignee?.face_id)} size="tiny" ours />
            )}
            <span className="sr-only">{words.assignedTo}</span>
            {assignee_id === null ? words.nobody : name}
          </Button>
        }
      />
      {assignee_id === null && (
        <Button
          variant="link"
          size="bare"
          className="px-2 text-13"
          onClick={() => onChange({ assignee_id: me.id }, words.said.took)}
        >
          {words.takeIt}
        </Button>
      )}
    </>
  );
}

function Priority(part: PartProps) {
  const words = useWords(headWords);
  const { priority } = part.conversation;
  const usual = priority === "normal";
  return (
    <HeadPopover
      {...part}
      part="priority"
      label={words.priority}
      trigger={
        <Button variant="quiet" size="small" className="px-2" title={words.keyHint(words.changePriority, "P")}>
          <Flag aria-hidden className={priorityColors[priority]} />
          <span className="sr-only">{words.priority}: </span>
          <span className={cn(usual ? "sr-only" : "text-text")}>{words.priorities[priority]}</span>
        </Button>
      }
    />
  );
}

function Tags(part: PartProps) {
  const { conversation, onChange } = part;
  const words = useWords(headWords);
  const known = useQuery(tagList()).data ?? [];
  const tags = conversation.tag_ids
    .map((id) => known.find((tag) => tag.id === id))
    .filter((tag): tag is Tag => tag !== undefined);
  return (
    <>
      {tags.map(({ id, name, color }) => (
        <Chip
          key={id}
          color={color}
          className="max-w-40"
          removeLabel={words.removeTag(name)}
          onRemove={() => onChange({ remove_tag_ids: [id] }, words.said.tagRemoved(name))}
        >
          {name}
        </Chip>
      ))}
      <HeadPopover
        {...part}
        part="tags"
        label={words.tags}
        trigger={
          <Button
            variant="quiet"
            size="small"
            className="px-2"
            aria-label={words.changeTags}
            title={words.keyHint(words.changeTags, "L")}
          >
            {tags.length > 0 ? <Plus aria-hidden /> : <TagIcon aria-hidden />}
            {tags.length === 0 && words.tags}
          </Button>
        }
      />
    </>
  );
}
