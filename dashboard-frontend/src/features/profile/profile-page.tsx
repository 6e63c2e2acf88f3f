import { Page } from "@/components/page";
import { useWords } from "@/lib/words";
import { profileWords } from "@/words/profile";
import { FaceSection } from "./face-section";
import { LooksSection } from "./looks-section";
import { NameForm } from "./name-form";
import { NoticesSection } from "./notices-section";
import { PasswordForm } from "./password-form";
import { SessionsSection } from "./sessions-section";

/** One's own account, and what this browser keeps for it. */
export function ProfilePage() {
  const words = useWords(profileWords);
  return (
    <Page title={words.title} lead={words.lead}>
      <FaceSection />
      <NameForm />
      <LooksSection />
      <NoticesSection />
      <PasswordForm />
      <SessionsSection />
    </Page>
  );
}
