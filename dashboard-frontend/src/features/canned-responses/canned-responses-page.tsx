import { deleteCannedResponse } from "@stonechat/openapi/sdk";
import type { CannedResponse, CannedResponseList } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { MessageSquareText, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { sentenceFor } from "@/api/sentences";
import { useMe } from "@/api/session-context";
import { cannedResponseList } from "@/api/settings-queries";
import { showAhead, useWrite } from "@/api/use-write";
import { MessageScreen } from "@/components/message-screen";
import { LoadTrouble, Page } from "@/components/page";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Confirmation } from "@/components/ui/confirmation";
import { Input } from "@/components/ui/input";
import { RowsSkeleton } from "@/components/ui/skeleton";
import { matches } from "@/lib/search";
import { useWords } from "@/lib/words";
import { cannedResponsesWords } from "@/words/canned-responses";
import { ResponseDialog } from "./response-dialog";

/** What agents write again and again: their own, and what the team shares. */
export function CannedResponsesPage() {
  const words = useWords(cannedResponsesWords);
  const { data, error, refetch } = useQuery(cannedResponseList());
  const [making, setMaking] = useState(false);
  const [typed, setTyped] = useState("");
  const found = data?.items.filter(({ shortcut, text }) => matches(typed, shortcut, text)) ?? [];
  return (
    <Page
      title={words.title}
      lead={words.lead}
      action={
        <Button onClick={() => setMaking(true)}>
          <Plus aria-hidden />
          {words.make}
        </Button>
      }
    >
      {!data && !error && <RowsSkeleton />}
      {!data && error && (
        <LoadTrouble title={words.notLoaded} text={sentenceFor(error)} onRetry={() => void refetch()} />
      )}
      {data?.items.length === 0 && (
        <MessageScreen picture={<MessageSquareText aria-hidden />} title={words.empty} className="h-auto">
          {words.emptyText}
        </MessageScreen>
      )}
      {data && data.items.length > 0 && (
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
      )}
      <ResponseDialog open={making} onClose={() => setMaking(false)} response={null} />
    </Page>
  );
}

function ResponseRow({ response }: { response: CannedResponse }) {
  const words = useWords(cannedResponsesWords);
  const me = useMe();
  const { id, shortcut, text, shared, made_by } = response;
  const [shown, setShown] = useState<"editing" | "deleting" | null>(null);
  const close = () => setShown(null);
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
        <p className="mt-0.5 line-clamp-2 whitespace-pre-line text-13 [overflow-wrap:anywhere] text-muted">{text}</p>
      </div>
      {(me.role === "admin" || made_by === me.id) && (
        <>
          <Button
            variant="quiet"
            size="icon"
            aria-label={words.edit(shortcut)}
            title={words.edit(shortcut)}
            onClick={() => setShown("editing")}
          >
            <Pencil aria-hidden />
          </Button>
          <Button
            variant="quiet"
            size="icon"
            aria-label={words.delete(shortcut)}
            title={words.delete(shortcut)}
            onClick={() => setShown("deleting")}
          >
            <Trash2 aria-hidden />
          </Button>
        </>
      )}
      <ResponseDialog open={shown === "editing"} onClose={close} response={response} />
      <Confirmation
        danger
        open={shown === "deleting"}
        onClose={close}
        title={words.deleteTitle(shortcut)}
        text={shared ? words.deleteShared : words.deleteMine}
        verb={words.delete(shortcut)}
        onConfirm={() => void remove.run(undefined)}
      />
    </li>
  );
}
