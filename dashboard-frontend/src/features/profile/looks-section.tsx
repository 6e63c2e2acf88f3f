import { useState } from "react";
import { SelectField } from "@/components/ui/field";
import { Section } from "@/components/ui/page-header";
import { chosenLanguage, LANGUAGES, type Language, languageOfBrowser } from "@/lib/language";
import { chooseTheme, useTheme } from "@/lib/theme";
import { speak, useWords } from "@/lib/words";
import { profileWords } from "@/words/profile";

const SPOKEN = Object.keys(LANGUAGES) as Language[];

/** Takes effect at once: one sees what one chose. */
export function LooksSection() {
  const words = useWords(profileWords);
  const theme = useTheme();
  const [language, setLanguage] = useState<Language | "browser">(() => chosenLanguage() ?? "browser");

  function choose(choice: Language | "browser"): void {
    setLanguage(choice);
    void speak(choice === "browser" ? null : choice);
  }

  return (
    <Section title={words.looks} lead={words.looksLead}>
      <div className="grid max-w-140 gap-4 md:grid-cols-2">
        <SelectField
          label={words.language}
          value={language}
          onChange={choose}
          options={[
            { value: "browser", label: words.languageOfBrowser(LANGUAGES[languageOfBrowser()].name) },
            ...SPOKEN.map((value) => ({ value, label: LANGUAGES[value].name })),
          ]}
        />
        <SelectField
          label={words.theme}
          value={theme}
          onChange={chooseTheme}
          options={[
            { value: "system", label: words.system },
            { value: "light", label: words.light },
            { value: "dark", label: words.dark },
          ]}
        />
      </div>
    </Section>
  );
}
