import { useQuery } from "@tanstack/react-query";
import { faceAddress } from "@/api/faces";
import { agentList } from "@/api/queries";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/lib/cn";
import { useWords } from "@/lib/words";
import { useCompany } from "@/realtime/live-context";
import { commonWords } from "@/words/common";
import { headWords } from "@/words/conversation-head";

const FACES = 3;

/** The faces of colleagues who have the same conversation open. */
export function Viewers({ conversationId }: { conversationId: string }) {
  const words = useWords(headWords);
  const { agent: someAgent } = useWords(commonWords);
  const agents = useQuery(agentList()).data?.items;
  const viewers = useCompany(conversationId).filter(({ event, author }) => event === "viewing" && author === "agent");
  const people = viewers.map(({ author_id }) => {
    const agent = agents?.find(({ id }) => id === author_id);
    return { id: author_id ?? "", name: agent?.name ?? someAgent, face: faceAddress(agent?.face_id) };
  });
  const said = people.length === 0 ? "" : words.lookToo(people.map(({ name }) => name));
  return (
    <span className="flex shrink-0 items-center" title={said || undefined}>
      <span role="status" className="sr-only">
        {said}
      </span>
      {people.slice(0, FACES).map(({ id, name, face }, at) => (
        <span
          key={id}
          className={cn("animate-fade rounded-full ring-2 ring-surface", at > 0 && "-ms-1.5 max-md:hidden")}
        >
          <Avatar name={name} face={face} size="small" ours />
        </span>
      ))}
      {people.length > FACES && (
        <span aria-hidden className="ms-1 text-12 max-md:hidden text-muted tabular-nums">
          +{people.length - FACES}
        </span>
      )}
    </span>
  );
}
