import type { Site } from "@stonechat/openapi/types";
import { Plus, Trash2 } from "lucide-react";
import { useMemo } from "react";
import type { FieldProblems } from "@/api/sentences";
import { Button } from "@/components/ui/button";
import { TextareaField } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Section } from "@/components/ui/page-header";
import { Picker } from "@/components/ui/picker";
import { locale } from "@/lib/language";
import { useWords } from "@/lib/words";
import { siteLookWords } from "@/words/site-look";

type Texts = Site["texts"];

/** Languages that many sites have; any other of them can be had by its code. */
const OFFERED =
  "ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nb nl pl pt pt-BR ro ru sk sl sr sv th tr uk ur vi zh zh-TW".split(
    " ",
  );

interface LanguagesSectionProps {
  texts: Texts;
  onChange: (texts: Texts) => void;
  fields: FieldProblems;
}

/** What the chat says in other languages; what is left empty is said as above. */
export function LanguagesSection({ texts, onChange, fields }: LanguagesSectionProps) {
  const words = useWords(siteLookWords);
  const options = useMemo(
    () => OFFERED.filter((tag) => !(tag in texts)).map((tag) => ({ id: tag, label: languageName(tag), keywords: tag })),
    [texts],
  );
  const add = (tag: string): void => onChange({ ...texts, [tag]: { greeting: null, away_text: null } });
  return (
    <Section
      title={words.languages}
      lead={words.languagesLead}
      action={
        <Picker
          align="end"
          label={words.addLanguage}
          placeholder={words.searchLanguage}
          empty={words.noLanguage}
          options={options}
          onChoose={add}
          trigger={
            <Button variant="outline" size="small">
              <Plus aria-hidden />
              {words.addLanguage}
            </Button>
          }
        />
      }
    >
      {Object.keys(texts).map((tag) => (
        <LanguageTexts key={tag} tag={tag} texts={texts} onChange={onChange} fields={fields} />
      ))}
    </Section>
  );
}

function LanguageTexts({ tag, texts, onChange, fields }: LanguagesSectionProps & { tag: string }) {
  const words = useWords(siteLookWords);
  const name = languageName(tag);
  const said = texts[tag] ?? { greeting: null, away_text: null };
  /** Null leaves it to the words above; an empty text would leave it to the chat's own. */
  const say = (part: "greeting" | "away_text", text: string): void =>
    onChange({ ...texts, [tag]: { ...said, [part]: text === "" ? null : text } });

  function remove(): void {
    const { [tag]: _removed, ...rest } = texts;
    onChange(rest);
  }

  return (
    <fieldset className="mb-6 flex flex-col gap-4">
      <legend className="sr-only">{name}</legend>
      <div className="flex items-center justify-between">
        <span aria-hidden className="font-medium text-14">
          {name}
        </span>
        <IconButton label={words.removeLanguage(name)} onClick={remove}>
          <Trash2 aria-hidden />
        </IconButton>
      </div>
      <TextareaField
        label={words.greeting}
        lang={tag}
        placeholder={words.asAbove}
        value={said.greeting ?? ""}
        maxLength={1000}
        onChange={(event) => say("greeting", event.target.value)}
        error={fields[`/texts/${tag}/greeting`] ?? fields[`/texts/${tag}`]}
      />
      <TextareaField
        label={words.away}
        lang={tag}
        placeholder={words.asAbove}
        value={said.away_text ?? ""}
        maxLength={1000}
        onChange={(event) => say("away_text", event.target.value)}
        error={fields[`/texts/${tag}/away_text`]}
      />
    </fieldset>
  );
}

export function languageName(tag: string): string {
  const name = new Intl.DisplayNames(locale(), { type: "language" }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(locale()) + name.slice(1);
}
