import type { SignedIn } from "@stonechat/openapi/types";
import { useState } from "react";
import { useLocation } from "wouter";
import { type FieldProblems, fieldProblems, hasCode, sentenceFor } from "@/api/sentences";
import { useSession } from "@/api/session-context";

/** Comes in by a link: whoever does is signed in, and the page goes on to the inbox. */
export function useAdmission(): {
  enter: (call: () => Promise<SignedIn>) => Promise<void>;
  pending: boolean;
  fields: FieldProblems;
  problem: string | null;
  /** There is no such link, or one that replaced it. */
  linkIsMissing: boolean;
} {
  const session = useSession();
  const [, navigate] = useLocation();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function enter(call: () => Promise<SignedIn>): Promise<void> {
    setPending(true);
    setError(null);
    try {
      await session.admit(call);
      // Written over, so that "back" does not lead to a link that is used up.
      navigate("/", { replace: true });
    } catch (failure) {
      setError(failure);
      setPending(false);
    }
  }

  const fields = fieldProblems(error);
  const linkIsMissing = hasCode(error, "not_found") || "/token" in fields;
  const problem = error === null || Object.keys(fields).length > 0 ? null : sentenceFor(error);
  return { enter, pending, fields, problem, linkIsMissing };
}

/** The secret stands behind the #, where no server reads it. */
export function secretOfLink(): string {
  return decodeURIComponent(window.location.hash.slice(1));
}
