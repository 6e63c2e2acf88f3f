import { deleteCannedResponse } from "@stonechat/openapi/sdk";
import type { CannedResponse, CannedResponseList } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { MessageSquareText } from "lucide-react";
import { useState } from "react";
import { cannedResponseList } from "@/api/on-opening";
import { sentenceFor } from "@/api/sentences";
import { useMe } from "@/api/session-context";
import { useSteady } from "@/api/use-steady";
import { showAhead, useWrite } from "@/api/use-write";
import { ListingPage } from "@/components/listing-page";
import { RowActions } from "@/components/row-actions";
import { Chip } from "@/components/ui/chip";
import { Input } from "@/components/ui/input";
import { matches } from "@/lib/search";
import { useWords } from "@/lib/words";
import { cannedResponsesWords } from "@/words/canned-responses";
import { ResponseDialog } from "./response-dialog";

/** What agents write again and again: their own, and what the team shares. */
export function CannedResponsesPage() {
  const words = useWords(cannedResponsesWords);
  const { data, error, refetch } = useSteady(useQuery(cannedResponseList()));
  const [making, setMaking] = useState(false);
  return (
    <ListingPage
      items={data?.items}
      trouble={error && sentenceFor(error)}
      onRetry={refetch}
      words={words}
      picture={<MessageSquareText aria-hidden />}
      onMake={() => setMaking(true)}
      list={(responses) => <Responses responses={responses} />}
    >
      <ResponseDialog open={making} onClose={() => setMaking(false)} response={null} />
    </ListingPage>
  );
}

/** All of them, and a field to find some by their words. */
function Responses({ responses }: { responses: readonly CannedResponse[] }) {
  const words = useWords(cannedResponsesWords);
  const [typed, setTyped] = useState("");
  const found = responses.filter(({ shortcut, text }) => matches(typed, shortcut, text));
  return (
    <>
      <Input
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className="mb-2 max-w-100"
      />
      <p role="status" className="text-13 text-muted empty:hidden">
        {found.length === 0 && words.nothingFound}
      </p>
      <ul>
        {found.map((response) => (
          <ResponseRow key={response.id} response={response} />
        ))}
      </ul>
    </>
  );
}

function ResponseRow({ response }: { response: CannedResponse }) {
  const words = useWords(cannedResponsesWords);
  const me = useMe();
  const { id, shortcut, text, shared, made_by } = response;
  const remove = useWrite({
    write: () => deleteCannedResponse({ path: { canned_response_id: id }, throwOnError: true }),
    ahead: (cache) =>
      showAhead<CannedResponseList>(cache, cannedResponseList().queryKey, ({ items }) => ({
        items: items.filter((other) => other.id !== id),
      })),
    said: () => ({ text: words.deleted(shortcut) }),
  });
  return (
    <li className="flex min-h-16 items-center gap-2 border-line border-b py-3 last:border-b-0">
      <div className="min-w-0 grow">
        <p className="flex items-center gap-2">
          <span className="truncate font-medium text-14">/{shortcut}</span>
          <Chip>{shared ? words.shared : words.mine}</Chip>
        </p>
        <p className="mt-0.5 line-clamp-2 whitespace-pre-line text-13 text-muted [overflow-wrap:anywhere]">{text}</p>
      </div>
      {(me.role === "admin" || made_by === me.id) && (
        <RowActions
          words={words}
          name={shortcut}
          deleteText={shared ? words.deleteShared : words.deleteMine}
          onDelete={() => void remove.run(undefined)}
          dialog={(open, onClose) => <ResponseDialog open={open} onClose={onClose} response={response} />}
        />
      )}
    </li>
  );
}
