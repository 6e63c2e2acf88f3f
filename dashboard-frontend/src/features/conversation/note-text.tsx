import { useQuery } from "@tanstack/react-query";
import { agentList } from "@/api/queries";
import { LinkedText } from "@/components/linked-text";
import { partsOf } from "./mentions";

interface NoteTextProps {
  text: string;
  /** Whom the note calls. */
  mentions: readonly string[];
}

/** A note with the names that it calls standing out. */
export function NoteText({ text, mentions }: NoteTextProps) {
  const agents = useQuery(agentList()).data?.items ?? [];
  const names = agents.filter(({ id }) => mentions.includes(id)).map(({ name }) => name);
  return partsOf(text, names).map((part, at) => {
    // The parts of one text never change their places.
    const key = `${at} ${part}`;
    if (at % 2 === 0) return <LinkedText key={key} text={part} />;
    return (
      <strong key={key} className="font-semibold text-amber-ink">
        {part}
      </strong>
    );
  });
}
