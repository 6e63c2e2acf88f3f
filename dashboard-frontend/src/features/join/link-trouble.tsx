import { ApiError } from "@stonechat/openapi/client";
import { Link } from "wouter";
import { isMissing, sentenceFor } from "@/api/sentences";
import { Door } from "@/components/door";
import { Button } from "@/components/ui/button";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";
import { joinWords } from "@/words/join";

interface LinkTroubleProps {
  error: unknown;
  onRetry: () => void;
}

/** Why a link leads nowhere, and where to go instead; or that it can't be read for now. */
export function LinkTrouble({ error, onRetry }: LinkTroubleProps) {
  const words = useWords(joinWords);
  const { tryAgain, boot } = useWords(commonWords);
  if (!isOver(error)) {
    return (
      <Door title={boot.unreachable} lead={sentenceFor(error)}>
        <Button onClick={onRetry}>{tryAgain}</Button>
      </Door>
    );
  }
  return (
    <Door title={words.linkTrouble} lead={isMissing(error) ? words.noSuchLink : sentenceFor(error)}>
      <Button asChild variant="outline">
        <Link href="/sign-in">{words.toSignIn}</Link>
      </Button>
    </Door>
  );
}

/** Asking again would be answered in the same way. */
export function isOver(error: unknown): boolean {
  return error instanceof ApiError && [400, 404, 409, 422].includes(error.status);
}
