import { changeConversations } from "@stonechat/openapi/sdk";
import type { ChangeMany, Conversation } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleDot, Flag, Hourglass, Tag, UserRound, X } from "lucide-react";
import { aheadOf } from "@/api/ahead";
import { headAfter } from "@/api/change-head";
import { faceAddress } from "@/api/faces";
import { agentList, tagList } from "@/api/queries";
import { useWrite } from "@/api/use-write";
import { Avatar } from "@/components/ui/avatar";
import { Dot } from "@/components/ui/chip";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Picker } from "@/components/ui/picker";
import { isColleague } from "@/lib/agents";
import { PRIORITIES } from "@/lib/priorities";
import { useAction } from "@/lib/shortcuts/actions";
import { useWords } from "@/lib/words";
import { useLive } from "@/realtime/live-context";
import { commonWords } from "@/words/common";
import { inboxWords } from "@/words/inbox";
import { type Change, requestsOf, wayBack } from "./changes";

interface BulkBarProps {
  rows: readonly Conversation[];
  onClear: () => void;
}

/** In the place of the list's head while rows are chosen: what can be done to all of them. */
export function BulkBar({ rows, onClear }: BulkBarProps) {
  const words = useWords(inboxWords);
  const { status } = useWords(commonWords);
  const write = useChangeMany();
  const agents = (useQuery(agentList()).data?.items ?? []).filter(isColleague);
  const tags = useQuery(tagList()).data ?? [];
  useAction({ label: words.clearSelection, group: words.title, keys: "escape", run: onClear });

  function apply(change: Change): void {
    const ids = rows.map(({ id }) => id);
    onClear();
    void write(requestsOf(ids, change), rows, change);
  }

  return (
    <div role="toolbar" aria-label={words.chosen(rows.length)} className="flex h-14 shrink-0 items-center gap-0.5 px-3">
      <IconButton label={words.clearSelection} onClick={onClear}>
        <X aria-hidden />
      </IconButton>
      <span className="me-auto font-medium text-13 tabular-nums">{words.chosen(rows.length)}</span>
      <Picker
        label={words.assign}
        placeholder={words.findAgent}
        empty={words.noAgent}
        align="end"
        trigger={
          <IconButton label={words.assign}>
            <UserRound aria-hidden />
          </IconButton>
        }
        options={[
          { id: "", label: words.nobody },
          ...agents.map(({ id, name, face_id }) => ({
            id,
            label: name,
            icon: <Avatar name={name} face={faceAddress(face_id)} size="small" ours />,
          })),
        ]}
        onChoose={(id) => apply({ assignee_id: id || null })}
      />
      {tags.length > 0 && (
        <Picker
          label={words.addTag}
          placeholder={words.findTag}
          empty={words.noTag}
          align="end"
          trigger={
            <IconButton label={words.addTag}>
              <Tag aria-hidden />
            </IconButton>
          }
          options={tags.map(({ id, name, color }) => ({ id, label: name, icon: <Dot color={color} /> }))}
          onChoose={(id) => apply({ add_tag_ids: [id] })}
        />
      )}
      <Menu
        align="end"
        trigger={
          <IconButton label={words.priority}>
            <Flag aria-hidden />
          </IconButton>
        }
      >
        {PRIORITIES.map((priority) => (
          <MenuItem key={priority} onSelect={() => apply({ priority })}>
            {words.priorities[priority]}
          </MenuItem>
        ))}
      </Menu>
      <Menu
        align="end"
        trigger={
          <IconButton label={words.changeStatus}>
            <CircleCheck aria-hidden />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => apply({ status: "resolved" })}>
          <CircleCheck aria-hidden />
          {status.resolved}
        </MenuItem>
        <MenuItem onSelect={() => apply({ status: "pending" })}>
          <Hourglass aria-hidden />
          {status.pending}
        </MenuItem>
        <MenuItem onSelect={() => apply({ status: "open" })}>
          <CircleDot aria-hidden />
          {status.open}
        </MenuItem>
      </Menu>
    </div>
  );
}

interface ManyChanges {
  requests: readonly ChangeMany[];
  /** How the rows were before. */
  rows: readonly Conversation[];
  change: Change;
}

/** Seen at once; the toast offers the way back. */
function useChangeMany() {
  const words = useWords(inboxWords);
  const live = useLive();
  const back = useWrite({ write: sendAll, keep: (_, rows) => live.learn({ conversations: rows }) });
  const many = useWrite({
    write: ({ requests }: ManyChanges) => sendAll(requests),
    meanwhile: (cache, { rows, change }) => {
      const ids = rows.map(({ id }) => id);
      return aheadOf(cache).conversations.lay(ids, (row) => headAfter(row, change));
    },
    keep: (_, rows) => live.learn({ conversations: rows }),
    said: (_, { rows, change }) => {
      const requests = wayBack(rows, change);
      return {
        text: words.changed(rows.length),
        ...(requests.length > 0 && { undo: () => void back.run(requests) }),
      };
    },
    inOrder: "conversations",
  });
  return (requests: readonly ChangeMany[], rows: readonly Conversation[], change: Change) =>
    many.run({ requests, rows, change });
}

async function sendAll(requests: readonly ChangeMany[]): Promise<Conversation[]> {
  const answers: Conversation[] = [];
  for (const body of requests) answers.push(...(await changeConversations({ body, throwOnError: true })).data.items);
  return answers;
}
