import { changeMe } from "@stonechat/openapi/sdk";
import { type FormEvent, useState } from "react";
import { keepAgent } from "@/api/answers";
import { useMe } from "@/api/session-context";
import { useWrite } from "@/api/use-write";
import { FormProblem } from "@/components/form-problem";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Section } from "@/components/ui/page-header";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";
import { profileWords } from "@/words/profile";

export function NameForm() {
  const words = useWords(profileWords);
  const { save } = useWords(commonWords);
  const me = useMe();
  const [typed, setTyped] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const name = typed ?? me.name;
  const change = useWrite({
    write: async (wanted: string) => (await changeMe({ body: { name: wanted }, throwOnError: true })).data,
    keep: keepAgent,
    said: () => ({ text: words.nameSaved }),
    inForm: true,
  });

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const wanted = name.trim();
    setMissing(wanted === "");
    if (wanted === "" || wanted === me.name || change.pending) return;
    if (await change.run(wanted)) setTyped(null);
  }

  return (
    <Section title={words.account}>
      <form onSubmit={(event) => void submit(event)} noValidate className="flex max-w-100 flex-col gap-4">
        <Field
          label={words.name}
          hint={words.nameHint}
          value={name}
          maxLength={100}
          autoComplete="name"
          onChange={(event) => setTyped(event.target.value)}
          error={missing ? words.nameMissing : change.fields["/name"]}
        />
        <Field label={words.email} hint={words.emailHint} value={me.email ?? ""} readOnly autoComplete="username" />
        <FormProblem text={change.problem} />
        <Button type="submit" className="self-start" aria-disabled={name.trim() === me.name || change.pending}>
          {save}
        </Button>
      </form>
    </Section>
  );
}
