import type { Site } from "@stonechat/openapi/types";
import { Plus, Trash2, TriangleAlert } from "lucide-react";
import { Page } from "@/components/page";
import { SaveBar } from "@/components/save-bar";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Section } from "@/components/ui/page-header";
import { useWords } from "@/lib/words";
import { siteEmbeddingWords } from "@/words/site-embedding";
import { CheckSection } from "./check-section";
import { Snippet } from "./snippet";
import { useSiteEdits } from "./use-site-edits";

/** The line for a site's pages, and which pages may have it. */
export function EmbeddingPage({ site }: { site: Site }) {
  const words = useWords(siteEmbeddingWords);
  const { value, set, save, fields, bar } = useSiteEdits(site, "embedding", ["allowed_origins"]);
  const origins = value.allowed_origins;

  function saveFilled(): void {
    const allowed_origins = origins.map((origin) => origin.trim()).filter((origin) => origin !== "");
    set({ allowed_origins });
    void save({ allowed_origins });
  }

  return (
    <Page title={words.title} lead={words.lead}>
      {site.archived_at !== null && <Warning title={words.archived} />}
      <Snippet site={site} />
      <Section title={words.origins} lead={words.originsLead}>
        <div className="flex max-w-120 flex-col gap-4">
          {origins.length === 0 && <Warning title={words.anybody} text={words.anybodyText} />}
          {origins.map((origin, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an address is where it stands; it has no other name.
            <div key={at} className="flex items-end gap-2">
              <div className="grow">
                <Field
                  label={words.origin(at + 1)}
                  type="url"
                  placeholder="https://shop.example"
                  hint={at === origins.length - 1 ? words.originHint : undefined}
                  value={origin}
                  maxLength={300}
                  onChange={(event) => set({ allowed_origins: origins.with(at, event.target.value) })}
                  error={fields[`/allowed_origins/${at}`]}
                />
              </div>
              <IconButton
                label={words.remove(origin)}
                onClick={() => set({ allowed_origins: origins.toSpliced(at, 1) })}
                className="self-start mt-6.5"
              >
                <Trash2 aria-hidden />
              </IconButton>
            </div>
          ))}
          <Button variant="outline" className="self-start" onClick={() => set({ allowed_origins: [...origins, ""] })}>
            <Plus aria-hidden />
            {words.add}
          </Button>
        </div>
      </Section>
      <CheckSection site={site} onAllow={(origin) => set({ allowed_origins: [...new Set([...origins, origin])] })} />
      <SaveBar {...bar} onSave={saveFilled} />
    </Page>
  );
}

function Warning({ title, text }: { title: string; text?: string }) {
  return (
    <div className="mb-4 flex items-start gap-3 rounded-control border border-amber-line bg-amber-paper px-3 py-2 text-13 last:mb-0">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-amber-ink" />
      <div>
        <p className="font-medium">{title}</p>
        {text && <p>{text}</p>}
      </div>
    </div>
  );
}
