import type { Site } from "@stonechat/openapi/types";
import { Page } from "@/components/page";
import { SaveBar } from "@/components/save-bar";
import { Checkbox } from "@/components/ui/checkbox";
import { isMistyped, NumberField } from "@/components/ui/number-field";
import { Section } from "@/components/ui/page-header";
import { RadioList } from "@/components/ui/radio-list";
import { useWords } from "@/lib/words";
import { siteRulesWords } from "@/words/site-rules";
import { useSiteEdits } from "./use-site-edits";

const MINUTE = 60;
const USUAL_REQUEUE = 10 * MINUTE;
/** A week, as much as the API takes. */
const MOST_MINUTES = 10_080;

/** Who gets what, and what happens when somebody is gone. */
export function AssignmentPage({ site }: { site: Site }) {
  const { assignment: words } = useWords(siteRulesWords);
  const { value, set, fields, bar } = useSiteEdits(site, "assignment", ["assignment", "requeue_after", "reopen_days"]);
  const after = value.requeue_after;
  return (
    <Page title={words.title} lead={words.lead}>
      <Section title={words.mode}>
        <RadioList
          label={words.mode}
          value={value.assignment}
          onChange={(assignment) => set({ assignment })}
          options={[
            { value: "manual", label: words.manual, hint: words.manualHint },
            { value: "round_robin", label: words.roundRobin, hint: words.roundRobinHint },
            { value: "least_loaded", label: words.leastLoaded, hint: words.leastLoadedHint },
          ]}
        />
      </Section>
      <Section title={words.offline}>
        <div className="flex max-w-140 flex-col gap-4">
          <Checkbox
            label={words.requeue}
            hint={words.requeueHint}
            checked={after !== null}
            onChange={(on) => set({ requeue_after: on ? (site.requeue_after ?? USUAL_REQUEUE) : null })}
          />
          {after !== null && (
            <NumberField
              label={words.requeueAfter}
              min={0}
              max={MOST_MINUTES}
              value={isMistyped(after) ? after : Math.round(after / MINUTE)}
              onChange={(minutes) => set({ requeue_after: isMistyped(minutes) ? minutes : minutes * MINUTE })}
              error={fields["/requeue_after"]}
            />
          )}
        </div>
      </Section>
      <Section title={words.reopen} lead={words.reopenLead}>
        <NumberField
          label={words.reopenDays}
          min={0}
          max={365}
          value={value.reopen_days}
          onChange={(reopen_days) => set({ reopen_days })}
          error={fields["/reopen_days"]}
        />
      </Section>
      <SaveBar {...bar} />
    </Page>
  );
}
