import { useQuery } from "@tanstack/react-query";
import { siteList, tagList } from "@/api/queries";
import { ORDERS } from "@/api/views";
import { SelectField } from "@/components/ui/field";
import { useWords } from "@/lib/words";
import { useLiveState } from "@/realtime/live-context";
import { inboxWords } from "@/words/inbox";
import { useCounts } from "./use-conversations";
import { useView } from "./use-view";

/** Which conversations are listed, and in which order. */
export function FilterForm() {
  const words = useWords(inboxWords);
  const { view, change } = useView();
  const { mayLoad: enabled } = useLiveState();
  const tags = useQuery({ ...tagList(), enabled }).data ?? [];
  const sites = useQuery({ ...siteList(), enabled }).data?.items ?? [];
  const counts = useCounts();
  const numbered = (label: string, id: string, of: "tags" | "sites"): string => {
    const count = counts?.[of].find((each) => each.id === id)?.count;
    return count ? words.counted(label, count) : label;
  };
  return (
    <div className="flex flex-col gap-4">
      <SelectField
        label={words.order}
        value={view.order}
        options={ORDERS.map((order) => ({ value: order, label: words.orders[order] }))}
        onChange={(order) => change({ order })}
      />
      <SelectField
        label={words.tag}
        value={view.tag ?? ""}
        options={[
          { value: "", label: words.anyTag },
          ...tags.map(({ id, name }) => ({ value: id, label: numbered(name, id, "tags") })),
        ]}
        onChange={(tag) => change({ tag: tag || null })}
      />
      {sites.length > 1 && (
        <SelectField
          label={words.site}
          value={view.site ?? ""}
          options={[
            { value: "", label: words.anySite },
            ...sites.map(({ id, name }) => ({ value: id, label: numbered(name, id, "sites") })),
          ]}
          onChange={(site) => change({ site: site || null })}
        />
      )}
    </div>
  );
}
