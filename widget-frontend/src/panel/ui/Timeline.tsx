import { Fragment, type ReactNode } from "react";
import type { Bubble, Day, Group } from "../chat/timeline";
import { dayName, exactTimeOf, timeOf } from "../text/dates";
import { splitLinks } from "../text/links";
import { words } from "../text/words";
import { Face } from "./Header";
import { WarningIcon } from "./icons";

interface TimelineProps {
  days: readonly Day[];
  nameOf: (agentId: string | null) => string;
  onRetry: (id: string) => void;
  onEdit: (id: string) => void;
}

export function Timeline({ days, nameOf, onRetry, onEdit }: TimelineProps): ReactNode {
  const newest = days.at(-1)?.groups.at(-1);
  return (
    // Not read out by itself: older pages come in here too. The announcer reads out what arrives.
    <div className="timeline" role="log" aria-live="off" aria-label={words.conversation}>
      {days.map((day) => (
        <section key={day.date.getTime()}>
          <h2 className="day">
            <span>{dayName(day.date, new Date())}</span>
          </h2>
          {day.groups.map((group) => (
            <MessageGroup
              key={group.key}
              group={group}
              isNewest={group === newest}
              name={nameOf(group.author_id)}
              onRetry={onRetry}
              onEdit={onEdit}
            />
          ))}
        </section>
      ))}
    </div>
  );
}

interface MessageGroupProps extends Omit<TimelineProps, "days" | "nameOf"> {
  group: Group;
  isNewest: boolean;
  name: string;
}

function MessageGroup({ group, isNewest, name, onRetry, onEdit }: MessageGroupProps): ReactNode {
  const own = group.author === "customer";
  const first = group.bubbles[0];
  const last = group.bubbles.at(-1);
  if (group.author === "system")
    return group.bubbles.map((bubble) => <SystemLine key={bubble.id} text={bubble.text} />);
  return (
    <div className={own ? "group own" : "group theirs"}>
      <span className="unseen">{own ? words.you : name}</span>
      {group.bubbles.map((bubble) => (
        <Fragment key={bubble.id}>
          <div
            className={`bubble ${bubble.state}${bubble === first ? " first" : ""}${bubble === last ? " last" : ""}`}
            dir="auto"
            title={exactTimeOf(bubble.at)}
          >
            <MessageText bubble={bubble} />
          </div>
          {bubble.state === "failed" && <Failure onRetry={() => onRetry(bubble.id)} onEdit={() => onEdit(bubble.id)} />}
        </Fragment>
      ))}
      {last && !own && (
        <p className="meta">
          <Face name={name} small />
          {name} · {timeOf(last.at)}
        </p>
      )}
      {last && own && isNewest && last.state !== "failed" && (
        <p className="meta">{last.state === "sending" ? words.sending : `${words[last.state]} · ${timeOf(last.at)}`}</p>
      )}
    </div>
  );
}

function MessageText({ bubble }: { bubble: Bubble }): ReactNode {
  if (bubble.deleted) return <em>{words.deleted}</em>;
  return splitLinks(bubble.text).map(({ text, href }, index) =>
    href === null ? (
      text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name, and never change places.
      <a key={index} href={href} target="_blank" rel="noopener noreferrer nofollow">
        {text}
      </a>
    ),
  );
}

function Failure({ onRetry, onEdit }: { onRetry: () => void; onEdit: () => void }): ReactNode {
  return (
    <p className="meta failure">
      <WarningIcon />
      {words.notSent}
      <button type="button" className="link" onClick={onRetry}>
        {words.tryAgain}
      </button>
      <button type="button" className="link" onClick={onEdit}>
        {words.edit}
      </button>
    </p>
  );
}

function SystemLine({ text }: { text: string }): ReactNode {
  return (
    <p className="system" dir="auto">
      {text}
    </p>
  );
}
