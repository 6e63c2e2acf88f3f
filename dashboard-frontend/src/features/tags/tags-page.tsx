import { deleteTag } from "@stonechat/openapi/sdk";
import type { Tag, TagList } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { Pencil, Plus, TagIcon, Trash2 } from "lucide-react";
import { useState } from "react";
import { tagList } from "@/api/queries";
import { sentenceFor } from "@/api/sentences";
import { showAhead, useWrite } from "@/api/use-write";
import { MessageScreen } from "@/components/message-screen";
import { LoadTrouble, Page } from "@/components/page";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Confirmation } from "@/components/ui/confirmation";
import { RowsSkeleton } from "@/components/ui/skeleton";
import { locale } from "@/lib/language";
import { useWords } from "@/lib/words";
import { tagsWords } from "@/words/tags";
import { TagDialog } from "./tag-dialog";

export function TagsPage() {
  const words = useWords(tagsWords);
  const { data, error, refetch } = useQuery(tagList());
  const [making, setMaking] = useState(false);
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
      {data?.length === 0 && (
        <MessageScreen picture={<TagIcon aria-hidden />} title={words.empty} className="h-auto">
          {words.emptyText}
        </MessageScreen>
      )}
      {data && (
        <ul>
          {data
            .toSorted((a, b) => a.name.localeCompare(b.name, locale()))
            .map((tag) => (
              <TagRow key={tag.id} tag={tag} />
            ))}
        </ul>
      )}
      <TagDialog open={making} onClose={() => setMaking(false)} tag={null} />
    </Page>
  );
}

function TagRow({ tag }: { tag: Tag }) {
  const words = useWords(tagsWords);
  const [shown, setShown] = useState<"editing" | "deleting" | null>(null);
  const close = () => setShown(null);
  const remove = useWrite({
    write: () => deleteTag({ path: { tag_id: tag.id }, throwOnError: true }),
    ahead: (cache) =>
      showAhead<TagList>(cache, tagList().queryKey, ({ items }) => ({
        items: items.map((other) => (other.id === tag.id ? { ...other, deleted_at: new Date().toISOString() } : other)),
      })),
    said: () => ({ text: words.deleted(tag.name) }),
  });
  return (
    <li className="flex min-h-12 items-center justify-between gap-2 border-line border-b py-1 last:border-b-0">
      <span className="flex min-w-0">
        <Chip color={tag.color} className="shrink">
          {tag.name}
        </Chip>
      </span>
      <span className="flex shrink-0">
        <Button
          variant="quiet"
          size="icon"
          aria-label={words.edit(tag.name)}
          title={words.edit(tag.name)}
          onClick={() => setShown("editing")}
        >
          <Pencil aria-hidden />
        </Button>
        <Button
          variant="quiet"
          size="icon"
          aria-label={words.delete(tag.name)}
          title={words.delete(tag.name)}
          onClick={() => setShown("deleting")}
        >
          <Trash2 aria-hidden />
        </Button>
      </span>
      <TagDialog open={shown === "editing"} onClose={close} tag={tag} />
      <Confirmation
        danger
        open={shown === "deleting"}
        onClose={close}
        title={words.deleteTitle(tag.name)}
        text={words.deleteText}
        verb={words.delete(tag.name)}
        onConfirm={() => void remove.run(undefined)}
      />
    </li>
  );
}
