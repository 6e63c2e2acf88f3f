import type { Site } from "@stonechat/openapi/types";
import { TriangleAlert } from "lucide-react";
import { Page } from "@/components/page";
import { SaveBar } from "@/components/save-bar";
import { Checkbox } from "@/components/ui/checkbox";
import { NumberField } from "@/components/ui/number-field";
import { Section } from "@/components/ui/page-header";
import { useWords } from "@/lib/words";
import { siteRulesWords } from "@/words/site-rules";
import { useSiteEdits } from "./use-site-edits";

const USUAL_DAYS = 365;

/** How long what was written is kept. What a change deletes is said before it is saved. */
export function RetentionPage({ site }: { site: Site }) {
  const { retention: words } = useWords(siteRulesWords);
  const { value, changes, set, fields, bar } = useSiteEdits(site, "retention", ["retention_days"]);
  const days = value.retention_days;
  return (
    <Page title={words.title} lead={words.lead}>
      <Section title={words.keep}>
        <div className="flex max-w-140 flex-col gap-4">
          <Checkbox
            label={words.forget}
            hint={words.forgetHint}
            checked={days !== null}
            onChange={(on) => set({ retention_days: on ? (site.retention_days ?? USUAL_DAYS) : null })}
          />
          {days === null ? (
            <p className="text-13 text-muted">{words.ever}</p>
          ) : (
            <NumberField
              label={words.days}
              min={1}
              max={36_500}
              value={days}
              onChange={(retention_days) => set({ retention_days })}
              error={fields["/retention_days"]}
            />
          )}
          {typeof days === "number" && "retention_days" in changes && (
            <p className="flex items-start gap-2 text-13 text-amber-ink">
              <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
              {words.sure(days)}
            </p>
          )}
        </div>
      </Section>
      <SaveBar {...bar} />
    </Page>
  );
}
