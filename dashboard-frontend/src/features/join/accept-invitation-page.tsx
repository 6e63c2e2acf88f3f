import { acceptInvitation, showInvitation } from "@stonechat/openapi/sdk";
import type { InvitationOffer } from "@stonechat/openapi/types";
import { type FormEvent, useCallback, useEffect, useState } from "react";
import { Door } from "@/components/door";
import { FormProblem } from "@/components/form-problem";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormSkeleton } from "@/components/ui/skeleton";
import { SHORTEST_PASSWORD } from "@/lib/passwords";
import { useWords } from "@/lib/words";
import { joinWords } from "@/words/join";
import { LinkTrouble } from "./link-trouble";
import { secretOfLink, useAdmission } from "./use-admission";

/** Where the link of an invitation leads. */
export function AcceptInvitationPage() {
  const words = useWords(joinWords);
  const [token] = useState(secretOfLink);
  const { offer, error, load } = useOffer(token);
  if (offer) return <JoinForm token={token} offer={offer} />;
  if (error !== null) return <LinkTrouble error={error} onRetry={load} />;
  return (
    <Door title={words.joinTitle}>
      <FormSkeleton />
    </Door>
  );
}

function JoinForm({ token, offer }: { token: string; offer: InvitationOffer }) {
  const words = useWords(joinWords);
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const { enter, pending, fields, problem } = useAdmission();
  const missing = {
    name: name.trim() === "" ? words.nameMissing : null,
    password: password.length < SHORTEST_PASSWORD ? words.passwordShort : null,
  };

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (missing.name !== null || missing.password !== null || pending) return;
    const body = { token, name: name.trim(), password };
    await enter(async () => (await acceptInvitation({ body, throwOnError: true })).data);
  }

  const lead = offer.role === "admin" ? words.asAdmin(offer.invited_by) : words.asAgent(offer.invited_by);
  return (
    <Door title={words.joinTitle} lead={lead}>
      <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
        <Field label={words.email} hint={words.emailHint} value={offer.email} readOnly autoComplete="username" />
        <Field
          label={words.name}
          hint={words.nameHint}
          autoComplete="name"
          autoFocus
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={(tried && missing.name) || fields["/name"]}
        />
        <Field
          label={words.password}
          hint={words.passwordHint}
          type="password"
          autoComplete="new-password"
          maxLength={200}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={(tried && missing.password) || fields["/password"]}
        />
        <FormProblem text={problem} />
        <Button type="submit" aria-disabled={pending} className="h-10 pointer-coarse:h-11">
          {pending ? words.joining : words.join}
        </Button>
      </form>
    </Door>
  );
}

/** What the link offers, or why it does not. */
function useOffer(token: string) {
  const [offer, setOffer] = useState<InvitationOffer | null>(null);
  const [error, setError] = useState<unknown>(null);
  const load = useCallback(() => {
    setError(null);
    showInvitation({ body: { token }, throwOnError: true }).then(({ data }) => setOffer(data), setError);
  }, [token]);
  useEffect(load, [load]);
  return { offer, error, load };
}
