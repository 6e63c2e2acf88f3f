import { Info } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { hasCode, sentenceFor } from "@/api/sentences";
import { useSession, useSessionState } from "@/api/session-context";
import { Door } from "@/components/door";
import { FormProblem } from "@/components/form-problem";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { useWords } from "@/lib/words";
import { type SignInWords, signInWords } from "@/words/sign-in";

interface Problems {
  email?: string;
  password?: string;
  form?: string;
}

interface SignInPageProps {
  /** Somebody begins to fill in the form, or is about to. */
  onBegin: () => void;
}

export function SignInPage({ onBegin }: SignInPageProps) {
  const words = useWords(signInWords);
  const session = useSession();
  const notice = useNotice();
  const [pending, setPending] = useState(false);
  const [problems, setProblems] = useState<Problems>({});
  const form = useRef<HTMLFormElement>(null);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (pending) return;
    const data = new FormData(event.currentTarget);
    const email = String(data.get("email") ?? "").trim();
    const password = String(data.get("password") ?? "");
    const missing = check(email, password, words);
    setProblems(missing);
    if (missing.email) return focusOn("email");
    if (missing.password) return focusOn("password");
    setPending(true);
    try {
      await session.signIn(email, password);
    } catch (error) {
      setPending(false);
      setProblems({ form: refusal(error, words) });
      if (hasCode(error, "wrong_credentials")) focusOn("password");
    }
  }

  function focusOn(name: string): void {
    const field = form.current?.elements.namedItem(name);
    if (field instanceof HTMLInputElement) {
      field.focus();
      field.select();
    }
  }

  return (
    <Door title={words.title} lead={words.lead}>
      {notice && (
        <p className="mb-4 flex items-start gap-2 rounded-control border border-line bg-surface px-3 py-2 text-13">
          <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
          {notice}
        </p>
      )}
      <form
        ref={form}
        onSubmit={submit}
        onInput={onBegin}
        onPointerEnter={onBegin}
        noValidate
        className="flex flex-col gap-4"
      >
        <Field label={words.email} name="email" type="email" autoComplete="username" autoFocus error={problems.email} />
        <Field
          label={words.password}
          name="password"
          type="password"
          autoComplete="current-password"
          error={problems.password}
        />
        <FormProblem text={problems.form ?? null} />
        <Button type="submit" aria-disabled={pending} className="h-10 pointer-coarse:h-11">
          {pending ? words.submitting : words.submit}
        </Button>
      </form>
    </Door>
  );
}

/** Why somebody who was here has to sign in again. */
function useNotice(): string | null {
  const words = useWords(signInWords);
  const state = useSessionState();
  if (state.phase !== "signed_out") return null;
  if (state.because === "elsewhere") return words.signedOutElsewhere;
  if (state.because === "ended") return words.ended;
  if (state.because === "no_cookie") return words.noCookie;
  return null;
}

function check(email: string, password: string, words: SignInWords): Problems {
  const problems: Problems = {};
  if (email === "") problems.email = words.emailMissing;
  else if (!/^\S+@\S+$/.test(email)) problems.email = words.emailStrange;
  if (password === "") problems.password = words.passwordMissing;
  return problems;
}

function refusal(error: unknown, words: SignInWords): string {
  if (hasCode(error, "wrong_credentials")) return words.wrong;
  if (!navigator.onLine) return words.offline;
  return sentenceFor(error);
}
