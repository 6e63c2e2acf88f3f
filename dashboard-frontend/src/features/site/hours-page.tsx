import type { OpeningTime, Site } from "@stonechat/openapi/types";
import { ChevronDown, Plus, X } from "lucide-react";
import { useMemo } from "react";
import type { FieldProblems } from "@/api/sentences";
import { Page } from "@/components/page";
import { SaveBar } from "@/components/save-bar";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Section } from "@/components/ui/page-header";
import { Picker } from "@/components/ui/picker";
import { RadioList } from "@/components/ui/radio-list";
import { locale } from "@/lib/language";
import { useNow } from "@/lib/use-now";
import { useWords } from "@/lib/words";
import { siteRulesWords } from "@/words/site-rules";
import { useSiteEdits } from "./use-site-edits";
import {
  asMonday,
  closesShown,
  closesStored,
  DAYS,
  endsNextDay,
  isSameTime,
  timesOf,
  USUAL_WEEK,
  withAnother,
} from "./week";

/** When a site's team answers. */
export function HoursPage({ site }: { site: Site }) {
  const { hours: words } = useWords(siteRulesWords);
  const { value, set, save, fields, bar } = useSiteEdits(site, "hours", ["office_hours", "time_zone"]);
  const week = value.office_hours;
  const wrong = week?.some(isSameTime) ?? false;
  return (
    <Page title={words.title} lead={words.lead}>
      <Section title={words.when}>
        <RadioList
          label={words.when}
          value={week === null ? "always" : "weekly"}
          onChange={(mode) => set({ office_hours: mode === "always" ? null : (site.office_hours ?? USUAL_WEEK) })}
          options={[
            { value: "always", label: words.always, hint: words.alwaysHint },
            { value: "weekly", label: words.weekly, hint: words.weeklyHint },
          ]}
        />
      </Section>
      <ZoneSection zone={value.time_zone} onChange={(time_zone) => set({ time_zone })} problem={fields["/time_zone"]} />
      {week !== null && <Week week={week} onChange={(office_hours) => set({ office_hours })} fields={fields} />}
      <SaveBar {...bar} onSave={() => !wrong && void save()} />
    </Page>
  );
}

interface ZoneSectionProps {
  zone: string;
  onChange: (zone: string) => void;
  problem: string | undefined;
}

function ZoneSection({ zone, onChange, problem }: ZoneSectionProps) {
  const { hours: words } = useWords(siteRulesWords);
  const now = useNow();
  const options = useMemo(() => ["UTC", ...Intl.supportedValuesOf("timeZone")].map(zoneOption), []);
  return (
    <Section title={words.zone} lead={words.zoneNow(clockIn(zone, now))}>
      <Picker
        label={words.zone}
        placeholder={words.zoneSearch}
        empty={words.zoneNone}
        options={options.map((option) => ({ ...option, chosen: option.id === zone }))}
        onChoose={onChange}
        trigger={
          <Button variant="outline">
            {zone.replaceAll("_", " ")}
            <ChevronDown aria-hidden />
          </Button>
        }
      />
      {problem && (
        <p role="alert" className="mt-2 text-13 text-red">
          {problem}
        </p>
      )}
    </Section>
  );
}

interface WeekProps {
  week: readonly OpeningTime[];
  onChange: (week: OpeningTime[]) => void;
  fields: FieldProblems;
}

function Week({ week, onChange, fields }: WeekProps) {
  const { hours: words } = useWords(siteRulesWords);
  return (
    <Section
      title={words.week}
      action={
        timesOf(week, 1).length > 0 && (
          <Button variant="outline" size="small" onClick={() => onChange(asMonday(week))}>
            {words.copy}
          </Button>
        )
      }
    >
      {week.length === 0 && <p className="mb-4 text-13 text-amber-ink">{words.never}</p>}
      <ul>
        {DAYS.map((day) => (
          <Day key={day} day={day} week={week} onChange={onChange} fields={fields} />
        ))}
      </ul>
    </Section>
  );
}

function Day({ day, week, onChange, fields }: WeekProps & { day: number }) {
  const { hours: words } = useWords(siteRulesWords);
  const name = dayName(day);
  const times = timesOf(week, day);
  const change = (at: number, part: Partial<OpeningTime>): void => {
    const time = week[at];
    if (time) onChange(week.with(at, { ...time, ...part }));
  };
  return (
    <li className="flex min-h-14 flex-wrap items-start gap-x-4 gap-y-1 border-line border-b py-2 last:border-b-0">
      <p className="grow py-2.5 font-medium text-14 md:w-28 md:shrink-0 md:grow-0">{name}</p>
      <div className="flex min-w-0 grow flex-col gap-2 max-md:order-last max-md:basis-full">
        {times.length === 0 && <p className="py-2.5 text-14 text-muted">{words.closed}</p>}
        {times.map(({ at, ...time }) => (
          <div key={at}>
            <div className="flex flex-wrap items-center gap-2">
              <Input
                type="time"
                required
                aria-label={words.opens(name)}
                value={time.opens}
                onChange={(event) => event.target.value && change(at, { opens: event.target.value })}
                className="w-34 max-md:px-2 md:w-36"
              />
              <span className="text-14 text-muted">{words.until}</span>
              <Input
                type="time"
                required
                aria-label={words.closes(name)}
                aria-invalid={isSameTime(time) ? true : undefined}
                value={closesShown(time.closes)}
                onChange={(event) => event.target.value && change(at, { closes: closesStored(event.target.value) })}
                className="w-34 max-md:px-2 md:w-36"
              />
              <IconButton
                label={words.remove(name, time.opens, closesShown(time.closes))}
                onClick={() => onChange(week.toSpliced(at, 1))}
              >
                <X aria-hidden />
              </IconButton>
              {endsNextDay(time) && <span className="text-13 text-muted">{words.nextDay}</span>}
            </div>
            {(isSameTime(time) || fields[`/office_hours/${at}/closes`]) && (
              <p role="alert" className="mt-1 text-13 text-red">
                {isSameTime(time) ? words.same : fields[`/office_hours/${at}/closes`]}
              </p>
            )}
          </div>
        ))}
      </div>
      <IconButton label={words.add(name)} onClick={() => onChange(withAnother(week, day))}>
        <Plus aria-hidden />
      </IconButton>
    </li>
  );
}

/** 1 is Monday, as in the API; 1 January 2024 was one. */
function dayName(day: number): string {
  return new Date(Date.UTC(2024, 0, day)).toLocaleDateString(locale(), { weekday: "long", timeZone: "UTC" });
}

function clockIn(zone: string, now: Date): string {
  return now.toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });
}

/** "Europe/Berlin" is found by either word. */
function zoneOption(zone: string): { id: string; label: string } {
  return { id: zone, label: zone.replaceAll("_", " ") };
}
