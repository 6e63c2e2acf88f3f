import { changePassword } from "@stonechat/openapi/sdk";
import type { ChangePassword } from "@stonechat/openapi/types";
import { type FormEvent, useState } from "react";
import { useMe } from "@/api/session-context";
import { sessionList } from "@/api/settings-queries";
import { useWrite } from "@/api/use-write";
import { FormProblem } from "@/components/form-problem";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Section } from "@/components/ui/page-header";
import { SHORTEST_PASSWORD } from "@/lib/passwords";
import { useWords } from "@/lib/words";
import { profileWords } from "@/words/profile";

const NOTHING: ChangePassword = { current: "", new: "" };

export function PasswordForm() {
  const words = useWords(profileWords);
  const me = useMe();
  const [typed, setTyped] = useState(NOTHING);
  const [tried, setTried] = useState(false);
  const change = useWrite({
    write: (body: ChangePassword) => changePassword({ body, throwOnError: true }),
    keep: (cache) => void cache.invalidateQueries({ queryKey: sessionList().queryKey }),
    said: () => ({ text: words.passwordChanged }),
    inForm: true,
  });
  const missing = {
    current: typed.current === "" ? words.currentMissing : null,
    new: typed.new.length < SHORTEST_PASSWORD ? words.passwordShort : null,
  };

  function type(part: Partial<ChangePassword>): void {
    setTyped({ ...typed, ...part });
    change.clear();
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (change.pending) return;
    setTried(true);
    if (missing.current !== null || missing.new !== null) return;
    if (!(await change.run(typed))) return;
    setTyped(NOTHING);
    setTried(false);
  }

  return (
    <Section title={words.password} lead={words.passwordLead}>
      <form onSubmit={(event) => void submit(event)} noValidate className="flex max-w-100 flex-col gap-4">
        <input type="hidden" name="username" autoComplete="username" value={me.email ?? ""} readOnly />
        <Field
          label={words.currentPassword}
          type="password"
          autoComplete="current-password"
          value={typed.current}
          onChange={(event) => type({ current: event.target.value })}
          error={(tried && missing.current) || change.fields["/current"]}
        />
        <Field
          label={words.newPassword}
          hint={words.passwordHint}
          type="password"
          autoComplete="new-password"
          value={typed.new}
          onChange={(event) => type({ new: event.target.value })}
          error={(tried && missing.new) || change.fields["/new"]}
        />
        <FormProblem text={change.problem} />
        <Button type="submit" variant="outline" className="self-start" aria-disabled={change.pending}>
          {words.changePassword}
        </Button>
      </form>
    </Section>
  );
}
