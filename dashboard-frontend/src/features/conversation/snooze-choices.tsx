import type { Conversation } from "@stonechat/openapi/types";
import { CalendarClock, Clock, MessageSquare } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { CommandList } from "@/components/ui/command-list";
import { Field } from "@/components/ui/field";
import { clockTime, timeUntil } from "@/lib/times";
import { useWords } from "@/lib/words";
import { conversationWords } from "@/words/conversation";
import { choiceWords } from "@/words/conversation-choices";
import { asFieldValue, snoozeTimes } from "./snooze-times";
import type { ChangeHead } from "./use-head";

interface SnoozeChoicesProps {
  conversation: Conversation;
  onChange: ChangeHead;
  onDone: () => void;
}

/** Until when a conversation is put off. All times are those of whoever looks. */
export function SnoozeChoices({ onChange, onDone }: SnoozeChoicesProps) {
  const words = useWords(choiceWords);
  const { snoozedUntil, snoozedUntilMessage } = useWords(conversationWords);
  const [now] = useState(() => new Date());
  const [choosing, setChoosing] = useState(false);
  const times = snoozeTimes(now);

  function snooze(until: string | null): void {
    onDone();
    const text = until === null ? snoozedUntilMessage : snoozedUntil(timeUntil(until));
    onChange({ status: "snoozed", snoozed_until: until }, text);
  }

  function choose(id: string): void {
    if (id === "choose") setChoosing(true);
    else snooze(times.find((time) => time.id === id)?.until ?? null);
  }

  if (choosing) return <ChosenTime now={now} onChoose={snooze} />;
  return (
    <CommandList
      label={words.snooze}
      placeholder={words.findTime}
      empty={words.noTime}
      onChoose={choose}
      options={[
        ...times.map(({ id, until }) => ({
          id,
          label: words.until[id],
          hint: id === "monday" ? timeUntil(until, now) : clockTime(until),
          icon: <Clock aria-hidden />,
        })),
        { id: "message", label: words.untilMessage, icon: <MessageSquare aria-hidden /> },
        { id: "choose", label: words.chooseTime, icon: <CalendarClock aria-hidden /> },
      ]}
    />
  );
}

function ChosenTime({ now, onChoose }: { now: Date; onChoose: (until: string) => void }) {
  const words = useWords(choiceWords);
  const [value, setValue] = useState(() => asFieldValue(new Date(snoozeTimes(now)[1]?.until ?? now)));
  const [problem, setProblem] = useState<string | null>(null);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const until = new Date(value);
    if (Number.isNaN(until.getTime())) setProblem(words.noSuchTime);
    else if (until <= new Date()) setProblem(words.timeIsOver);
    else onChoose(until.toISOString());
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-3 p-3">
      <Field
        label={words.snoozeUntil}
        type="datetime-local"
        autoFocus
        value={value}
        min={asFieldValue(now)}
        error={problem}
        onChange={(event) => {
          setProblem(null);
          setValue(event.target.value);
        }}
      />
      <Button type="submit">{words.snooze}</Button>
    </form>
  );
}
