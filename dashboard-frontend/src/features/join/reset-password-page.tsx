import { resetPassword } from "@stonechat/openapi/sdk";
import { type FormEvent, useState } from "react";
import { Door } from "@/components/door";
import { FormProblem } from "@/components/form-problem";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { SHORTEST_PASSWORD } from "@/lib/passwords";
import { useWords } from "@/lib/words";
import { joinWords } from "@/words/join";
import { secretOfLink, useAdmission } from "./use-admission";

/** Where the link for a new password leads. */
export function ResetPasswordPage() {
  const words = useWords(joinWords);
  const [token] = useState(secretOfLink);
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const { enter, pending, fields, problem, linkIsMissing } = useAdmission();
  const short = password.length < SHORTEST_PASSWORD;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (short || pending) return;
    await enter(async () => (await resetPassword({ body: { token, password }, throwOnError: true })).data);
  }

  return (
    <Door title={words.resetTitle} lead={words.resetLead}>
      <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
        <Field
          label={words.newPassword}
          hint={words.passwordHint}
          type="password"
          autoComplete="new-password"
          autoFocus
          maxLength={200}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={tried && short ? words.passwordShort : fields["/password"]}
        />
        <FormProblem text={linkIsMissing ? words.noSuchLink : problem} />
        <Button type="submit" aria-disabled={pending} className="h-10 pointer-coarse:h-11">
          {pending ? words.setting : words.setPassword}
        </Button>
      </form>
    </Door>
  );
}
