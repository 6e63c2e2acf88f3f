import { endOtherSessions, endSession } from "@stonechat/openapi/sdk";
import type { OwnSession, OwnSessionList } from "@stonechat/openapi/types";
import { type QueryClient, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sentenceFor } from "@/api/sentences";
import { sessionList } from "@/api/settings-queries";
import { useSteady } from "@/api/use-steady";
import { showAhead, useWrite } from "@/api/use-write";
import { LoadTrouble } from "@/components/page";
import { TimeText } from "@/components/time-text";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Confirmation } from "@/components/ui/confirmation";
import { Section } from "@/components/ui/page-header";
import { RowsSkeleton } from "@/components/ui/skeleton";
import { browserName } from "@/lib/browser-name";
import { whenWithin } from "@/lib/times";
import { useNow } from "@/lib/use-now";
import { useWords } from "@/lib/words";
import { type ProfileWords, profileWords } from "@/words/profile";

export function SessionsSection() {
  const words = useWords(profileWords);
  const { data, error, refetch } = useSteady(useQuery(sessionList()));
  const [asking, setAsking] = useState(false);
  const others = data?.items.filter(({ current }) => !current) ?? [];
  const endOthers = useWrite({
    write: () => endOtherSessions({ throwOnError: true }),
    ahead: (cache) => keepOnly(cache, ({ current }) => current),
    said: () => ({ text: words.othersEnded }),
  });
  return (
    <Section
      title={words.sessions}
      lead={words.sessionsLead}
      action={
        others.length > 0 && (
          <Button variant="outline" size="small" onClick={() => setAsking(true)}>
            {words.endOthers}
          </Button>
        )
      }
    >
      {data && (
        <ul>
          {data.items.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      )}
      {data && others.length === 0 && <p className="text-13 text-muted">{words.onlyHere}</p>}
      {!data && !error && <RowsSkeleton rows={3} />}
      {!data && error && <LoadTrouble title={words.sessionsNotLoaded} text={sentenceFor(error)} onRetry={refetch} />}
      <Confirmation
        open={asking}
        onClose={() => setAsking(false)}
        title={words.endOthersTitle}
        text={words.endOthersText}
        verb={words.endOthers}
        onConfirm={() => void endOthers.run(undefined)}
      />
    </Section>
  );
}

function SessionRow({ session }: { session: OwnSession }) {
  const words = useWords(profileWords);
  const now = useNow();
  const name = nameOf(session.user_agent, words);
  const end = useWrite({
    write: (id: string) => endSession({ path: { session_id: id }, throwOnError: true }),
    ahead: (cache, id) => keepOnly(cache, (other) => other.id !== id),
    said: () => ({ text: words.ended(name) }),
  });
  return (
    <li className="flex min-h-16 items-center justify-between gap-3 border-line border-b py-2 last:border-b-0">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium text-14">
          {name}
          {session.current && <Chip tone="green">{words.thisBrowser}</Chip>}
        </p>
        <p className="text-13 text-muted">
          <TimeText at={session.last_used_at}>{words.lastUsed(whenWithin(session.last_used_at, now))}</TimeText>
          {" · "}
          <TimeText at={session.created_at}>{words.signedInSince(whenWithin(session.created_at, now))}</TimeText>
        </p>
      </div>
      {!session.current && (
        <Button
          variant="outline"
          size="small"
          aria-label={words.endNamed(name)}
          onClick={() => void end.run(session.id)}
        >
          {words.end}
        </Button>
      )}
    </li>
  );
}

function keepOnly(cache: QueryClient, stays: (session: OwnSession) => boolean): () => void {
  return showAhead<OwnSessionList>(cache, sessionList().queryKey, ({ items }) => ({ items: items.filter(stays) }));
}

function nameOf(userAgent: string, words: ProfileWords): string {
  const { browser, system } = browserName(userAgent);
  if (browser && system) return words.browserOn(browser, system);
  return browser ?? system ?? words.unknownBrowser;
}
