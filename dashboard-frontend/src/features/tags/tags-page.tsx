import { deleteTag } from "@stonechat/openapi/sdk";
import type { Tag, TagList } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { TagIcon } from "lucide-react";
import { useState } from "react";
import { tagList } from "@/api/queries";
import { sentenceFor } from "@/api/sentences";
import { useSteady } from "@/api/use-steady";
import { showAhead, useWrite } from "@/api/use-write";
import { ListingPage } from "@/components/listing-page";
import { RowActions } from "@/components/row-actions";
import { Chip } from "@/components/ui/chip";
import { locale } from "@/lib/language";
import { useWords } from "@/lib/words";
import { tagsWords } from "@/words/tags";
import { TagDialog } from "./tag-dialog";

export function TagsPage() {
  const words = useWords(tagsWords);
  const { data, error, refetch } = useSteady(useQuery(tagList()));
  const [making, setMaking] = useState(false);
  return (
    <ListingPage
      items={data}
      trouble={error && sentenceFor(error)}
      onRetry={refetch}
      words={words}
      picture={<TagIcon aria-hidden />}
      onMake={() => setMaking(true)}
      list={(tags) => (
        <ul>
          {tags
            .toSorted((a, b) => a.name.localeCompare(b.name, locale()))
            .map((tag) => (
              <TagRow key={tag.id} tag={tag} />
            ))}
        </ul>
      )}
    >
      <TagDialog open={making} onClose={() => setMaking(false)} tag={null} />
    </ListingPage>
  );
}

function TagRow({ tag }: { tag: Tag }) {
  const words = useWords(tagsWords);
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
      <RowActions
        words={words}
        name={tag.name}
        deleteText={words.deleteText}
        onDelete={() => void remove.run(undefined)}
        dialog={(open, onClose) => <TagDialog open={open} onClose={onClose} tag={tag} />}
      />
    </li>
  );
}
