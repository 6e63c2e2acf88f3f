import type { Site } from "@stonechat/openapi/types";
import { Page } from "@/components/page";
import { SaveBar } from "@/components/save-bar";
import { Choice } from "@/components/ui/choice";
import { ColorField } from "@/components/ui/color-field";
import { Field, FormGroup, SelectField, TextareaField } from "@/components/ui/field";
import { Section } from "@/components/ui/page-header";
import { isHexColor } from "@/lib/contrast";
import { locale } from "@/lib/language";
import { useWords } from "@/lib/words";
import { siteLookWords } from "@/words/site-look";
import { ArchiveSection } from "./archive-section";
import { COUNTRIES } from "./countries";
import { LanguagesSection } from "./languages-section";
import { useSiteEdits } from "./use-site-edits";
import { WidgetPreview } from "./widget-preview";

const SETTINGS = ["name", "color", "position", "country", "greeting", "away_text", "texts"] as const;

/** How a site's chat looks and what it says, with a picture of it that follows each key. */
export function LookPage({ site }: { site: Site }) {
  const words = useWords(siteLookWords);
  const { value, set, save, fields, bar } = useSiteEdits(site, "look", SETTINGS);
  const colorWrong = isHexColor(value.color) ? undefined : words.colorWrong;
  return (
    <Page wide title={words.title} lead={words.lead}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="min-w-0">
          <Section title={words.site}>
            <div className="flex max-w-100 flex-col gap-5">
              <Field
                label={words.name}
                hint={words.nameHint}
                value={value.name}
                maxLength={80}
                onChange={(event) => set({ name: event.target.value })}
                error={fields["/name"]}
              />
              <ColorField
                label={words.color}
                hint={words.colorHint}
                pickLabel={words.pickColor}
                value={value.color}
                onChange={(color) => set({ color })}
                error={colorWrong ?? fields["/color"]}
              />
              <FormGroup label={words.position}>
                <Choice
                  label={words.position}
                  value={value.position}
                  onChange={(position) => set({ position })}
                  options={[
                    { value: "left", label: words.left, icon: null, className: "data-[state=checked]:bg-hover" },
                    { value: "right", label: words.right, icon: null, className: "data-[state=checked]:bg-hover" },
                  ]}
                />
              </FormGroup>
              <SelectField
                label={words.country}
                hint={words.countryHint}
                value={value.country ?? ""}
                onChange={(country) => set({ country: country === "" ? null : country })}
                options={[{ value: "", label: words.noCountry }, ...countryOptions()]}
                error={fields["/country"]}
              />
            </div>
          </Section>
          <Section title={words.words}>
            <div className="flex flex-col gap-5">
              <TextareaField
                label={words.greeting}
                hint={words.greetingHint}
                value={value.greeting}
                maxLength={1000}
                onChange={(event) => set({ greeting: event.target.value })}
                error={fields["/greeting"]}
              />
              <TextareaField
                label={words.away}
                hint={words.awayHint}
                value={value.away_text}
                maxLength={1000}
                onChange={(event) => set({ away_text: event.target.value })}
                error={fields["/away_text"]}
              />
            </div>
          </Section>
          <LanguagesSection texts={value.texts} onChange={(texts) => set({ texts })} fields={fields} />
          <ArchiveSection site={site} />
        </div>
        <div className="min-w-0 lg:sticky lg:top-8 lg:self-start">
          <WidgetPreview
            name={value.name}
            color={isHexColor(value.color) ? value.color : site.color}
            position={value.position}
            greeting={value.greeting}
            awayText={value.away_text}
            texts={value.texts}
          />
        </div>
      </div>
      <SaveBar {...bar} onSave={() => colorWrong === undefined && void save()} />
    </Page>
  );
}

function countryOptions(): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(locale(), { type: "region" });
  return COUNTRIES.map((value) => ({ value, label: names.of(value) ?? value })).sort((a, b) =>
    a.label.localeCompare(b.label, locale()),
  );
}
