import { uuidv7 } from "@stonechat/openapi/client";
import { makeTag } from "@stonechat/openapi/sdk";
import type { Conversation, Tag } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { Flag, Plus, UserRound } from "lucide-react";
import { useState } from "react";
import { keepTag } from "@/api/answers";
import { faceAddress } from "@/api/faces";
import { agentList, tagList } from "@/api/queries";
import { useMe } from "@/api/session-context";
import { useWrite } from "@/api/use-write";
import { Avatar } from "@/components/ui/avatar";
import { Dot } from "@/components/ui/chip";
import { CommandList } from "@/components/ui/command-list";
import { isColleague } from "@/lib/agents";
import { PRIORITIES } from "@/lib/priorities";
import { matches } from "@/lib/search";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";
import { choiceWords } from "@/words/conversation-choices";
import { headWords } from "@/words/conversation-head";
import { priorityColors } from "./head-colors";
import type { HeadPart } from "./open-part";
import { SnoozeChoices } from "./snooze-choices";
import type { ChangeHead } from "./use-head";

interface ChoicesProps {
  conversation: Conversation;
  onChange: ChangeHead;
  /** What was chosen is all there is to choose. */
  onDone: () => void;
}

/** What a tag that is made in passing looks like; the settings can change it. */
const TAG_COLORS = ["#c2410c", "#0f766e", "#4f46e5", "#a16207", "#be185d", "#15803d", "#0369a1", "#7c3aed"];
const LONGEST_TAG = 40;
const NEW_TAG = "new";

/** What there is to choose for one part of a conversation's head. */
export function HeadChoices({ part, ...props }: ChoicesProps & { part: HeadPart }) {
  switch (part) {
    case "assignee":
      return <AssigneeChoices {...props} />;
    case "tags":
      return <TagChoices {...props} />;
    case "priority":
      return <PriorityChoices {...props} />;
    case "snooze":
      return <SnoozeChoices {...props} />;
    default:
      return part satisfies never;
  }
}

function AssigneeChoices({ conversation, onChange, onDone }: ChoicesProps) {
  const words = useWords(choiceWords);
  const { said } = useWords(headWords);
  const { rail } = useWords(commonWords);
  const me = useMe();
  const agents = useQuery(agentList()).data?.items ?? [me];
  const others = agents.filter((agent) => isColleague(agent) && agent.id !== me.id);
  const mine = agents.find(({ id }) => id === me.id) ?? me;
  function choose(id: string): void {
    onDone();
    const name = others.find((agent) => agent.id === id)?.name;
    if (id === "") onChange({ assignee_id: null }, said.unassigned);
    else onChange({ assignee_id: id }, name === undefined ? said.took : said.assigned(name));
  }
  return (
    <CommandList
      label={words.assignee}
      placeholder={words.findAgent}
      empty={words.noAgent}
      onChoose={choose}
      options={[
        ...[mine, ...others].map(({ id, name, email, face_id, availability }) => ({
          id,
          label: id === me.id && conversation.assignee_id !== me.id ? words.takeIt : name,
          keywords: `${name} ${email ?? ""}`,
          icon: <Avatar name={name} face={faceAddress(face_id)} size="small" ours />,
          hint: rail[availability],
          chosen: id === conversation.assignee_id,
        })),
        {
          id: "",
          label: words.nobody,
          icon: <NobodyIcon />,
          chosen: conversation.assignee_id === null,
        },
      ]}
    />
  );
}

/** As wide as the faces above it. */
function NobodyIcon() {
  return (
    <span className="flex size-7 shrink-0 items-center justify-center rounded-full border border-line border-dashed text-muted">
      <UserRound aria-hidden />
    </span>
  );
}

function TagChoices({ conversation, onChange }: ChoicesProps) {
  const words = useWords(choiceWords);
  const { said } = useWords(headWords);
  const [typed, setTyped] = useState("");
  const tags = useQuery(tagList()).data ?? [];
  const name = typed.trim().slice(0, LONGEST_TAG);
  const isNew = name !== "" && !tags.some((tag) => tag.name.toLocaleLowerCase() === name.toLocaleLowerCase());
  const make = useWrite({
    write: async (body: Pick<Tag, "id" | "name" | "color">) => (await makeTag({ body, throwOnError: true })).data,
    keep: (cache, tag) => {
      keepTag(cache, tag);
      onChange({ add_tag_ids: [tag.id] }, said.tagAdded(tag.name));
    },
  });
  function choose(id: string): void {
    setTyped("");
    if (id === NEW_TAG) {
      void make.run({ id: uuidv7(), name, color: TAG_COLORS[tags.length % TAG_COLORS.length] ?? "#57534e" });
      return;
    }
    const tag = tags.find((each) => each.id === id);
    if (!tag) return;
    if (conversation.tag_ids.includes(id)) onChange({ remove_tag_ids: [id] }, said.tagRemoved(tag.name));
    else onChange({ add_tag_ids: [id] }, said.tagAdded(tag.name));
  }
  return (
    <CommandList
      label={words.tags}
      placeholder={words.findTag}
      empty={words.noTag}
      onChoose={choose}
      query={{ value: typed, onChange: setTyped }}
      options={[
        ...tags
          .filter((tag) => matches(typed, tag.name))
          .map((tag) => ({
            id: tag.id,
            label: tag.name,
            icon: <Dot color={tag.color} />,
            chosen: conversation.tag_ids.includes(tag.id),
          })),
        ...(isNew ? [{ id: NEW_TAG, label: words.makeTag(name), icon: <Plus aria-hidden /> }] : []),
      ]}
    />
  );
}

function PriorityChoices({ conversation, onChange, onDone }: ChoicesProps) {
  const words = useWords(choiceWords);
  const { priorities, said } = useWords(headWords);
  return (
    <CommandList
      label={words.priority}
      placeholder={words.findPriority}
      empty={words.noPriority}
      onChoose={(id) => {
        const priority = PRIORITIES.find((each) => each === id);
        onDone();
        if (priority) onChange({ priority }, said.priority(priorities[priority]));
      }}
      options={PRIORITIES.map((priority) => ({
        id: priority,
        label: priorities[priority],
        icon: <Flag aria-hidden className={priorityColors[priority]} />,
        chosen: priority === conversation.priority,
      }))}
    />
  );
}
