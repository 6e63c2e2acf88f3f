import { useState } from "react";
import { SelectField } from "@/components/ui/field";
import { Section } from "@/components/ui/page-header";
import { Switch } from "@/components/ui/switch";
import { chooseNotices, type NoticeScope, useNoticeChoices } from "@/lib/notice-choices";
import { useWords } from "@/lib/words";
import { profileWords } from "@/words/profile";

/** How one hears of new messages on this browser. */
export function NoticesSection() {
  const words = useWords(profileWords);
  const { desktop, sound, about } = useNoticeChoices();
  const [permission, setPermission] = useState(() => ("Notification" in window ? Notification.permission : "denied"));
  const granted = permission === "granted";

  async function switchDesktop(on: boolean): Promise<void> {
    if (!on || granted) return chooseNotices({ desktop: on });
    const answer = "Notification" in window ? await Notification.requestPermission() : "denied";
    setPermission(answer);
    chooseNotices({ desktop: answer === "granted" });
  }

  const scopes: { value: NoticeScope; label: string }[] = [
    { value: "mine", label: words.aboutMine },
    { value: "mine_and_unassigned", label: words.aboutMineAndUnassigned },
    { value: "all", label: words.aboutAll },
  ];
  return (
    <Section title={words.notices} lead={words.noticesLead}>
      <div className="flex max-w-140 flex-col gap-5">
        <Switch
          label={words.desktop}
          hint={permission === "denied" ? words.desktopRefused : words.desktopHint}
          checked={desktop && granted}
          disabled={permission === "denied"}
          onChange={(on) => void switchDesktop(on)}
        />
        <Switch
          label={words.sound}
          hint={words.soundHint}
          checked={sound}
          onChange={(on) => chooseNotices({ sound: on })}
        />
        <div className="max-w-100">
          <SelectField
            label={words.about}
            hint={words.aboutHint}
            value={about}
            onChange={(scope) => chooseNotices({ about: scope })}
            options={scopes}
          />
        </div>
      </div>
    </Section>
  );
}
