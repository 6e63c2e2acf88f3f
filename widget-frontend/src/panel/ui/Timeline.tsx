import { Fragment, memo, type ReactNode } from "react";
import type { Bubble, Day, Group } from "../chat/timeline";
import { dayName, exactTimeOf, timeOf } from "../text/dates";
import { locale, words } from "../text/words";
import { Face } from "./Face";
import { WarningIcon } from "./icons";
import { LinkedText } from "./LinkedText";

interface TimelineProps {
  days: readonly Day[];
  nameOf: (agentId: string | null) => string;
  faceOf: (agentId: string | null) => string | null;
  /** Nothing more can be sent: what failed goes elsewhere. */
  over: boolean;
  onRetry: (id: string) => void;
  onEdit: (id: string) => void;
}

export function Timeline({ days, nameOf, faceOf, over, onRetry, onEdit }: TimelineProps): ReactNode {
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
              face={faceOf(group.author_id)}
              over={over}
              locale={locale}
              onRetry={onRetry}
              onEdit={onEdit}
            />
          ))}
        </section>
      ))}
    </div>
  );
}

interface MessageGroupProps extends Omit<TimelineProps, "days" | "nameOf" | "faceOf"> {
  group: Group;
  isNewest: boolean;
  name: string;
  face: string | null;
  /** In which its words and times are drawn. */
  locale: string;
}

/** Drawn anew only where something in it is another: scrolling through a long conversation must not draw all of it. */
const MessageGroup = memo(PlainGroup, looksTheSame);

function looksTheSame(before: MessageGroupProps, now: MessageGroupProps): boolean {
  const { isNewest, name, face, over, locale, group } = now;
  const sameFrame =
    before.isNewest === isNewest &&
    before.name === name &&
    before.face === face &&
    before.over === over &&
    before.locale === locale;
  const isSame = (one: Bubble, index: number): boolean => {
    const other = group.bubbles[index];
    return (
      one.id === other?.id && one.state === other.state && one.text === other.text && one.deleted === other.deleted
    );
  };
  return sameFrame && before.group.bubbles.length === group.bubbles.length && before.group.bubbles.every(isSame);
}

function PlainGroup({ group, isNewest, name, face, over, onRetry, onEdit }: MessageGroupProps): ReactNode {
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
            data-id={bubble.id}
            title={exactTimeOf(bubble.at)}
          >
            {bubble.deleted ? (
              <em>{words.deleted}</em>
            ) : (
              <span className="said" dir="auto">
                <LinkedText text={bubble.text} />
              </span>
            )}
          </div>
          {bubble.state === "failed" && (
            <Failure over={over} onRetry={() => onRetry(bubble.id)} onEdit={() => onEdit(bubble.id)} />
          )}
        </Fragment>
      ))}
      {last && !own && (
        <p className="meta">
          <Face name={name} picture={face} small />
          <span>
            <bdi>{name}</bdi> · {timeOf(last.at)}
          </span>
        </p>
      )}
      {last && own && isNewest && last.state !== "failed" && (
        <p className="meta">{last.state === "sending" ? words.sending : `${words[last.state]} · ${timeOf(last.at)}`}</p>
      )}
    </div>
  );
}

interface FailureProps {
  over: boolean;
  onRetry: () => void;
  onEdit: () => void;
}

function Failure({ over, onRetry, onEdit }: FailureProps): ReactNode {
  return (
    <p className="meta failure">
      <WarningIcon />
      {words.notSent}
      {!over && (
        <>
          <button type="button" className="link" onClick={onRetry}>
            {words.tryAgain}
          </button>
          <button type="button" className="link" onClick={onEdit}>
            {words.edit}
          </button>
        </>
      )}
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
