import type { Sighting, Site } from "@stonechat/openapi/types";
import { CircleAlert, CircleCheck } from "lucide-react";
import { type ReactNode, useState } from "react";
import { sentenceFor } from "@/api/sentences";
import { LoadTrouble } from "@/components/page";
import { TimeText } from "@/components/time-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Section } from "@/components/ui/page-header";
import { RowsSkeleton } from "@/components/ui/skeleton";
import { whenWithin } from "@/lib/times";
import { useNow } from "@/lib/use-now";
import { useWords } from "@/lib/words";
import { siteEmbeddingWords } from "@/words/site-embedding";
import { type CheckState, useCheck } from "./use-check";

interface CheckSectionProps {
  site: Site;
  /** Puts an address among those that may show the chat; it is saved with the page. */
  onAllow: (origin: string) => void;
}

/** Opens a page of the site, and tells whether the chat on it reports. */
export function CheckSection({ site, onAllow }: CheckSectionProps) {
  const words = useWords(siteEmbeddingWords);
  const [address, setAddress] = useState(site.allowed_origins[0] ?? "");
  const [tried, setTried] = useState(false);
  const { state, query, start, stop } = useCheck(site.id);
  const wrong = !isPage(address);

  function check(): void {
    setTried(true);
    if (wrong || !start) return;
    start();
    window.open(address.trim(), "_blank", "noopener");
  }

  return (
    <>
      <Section title={words.check} lead={words.checkLead}>
        <div className="flex max-w-120 flex-col gap-4">
          <Field
            label={words.checkAddress}
            hint={words.checkAddressHint}
            type="url"
            value={address}
            placeholder="https://shop.example"
            onChange={(event) => setAddress(event.target.value)}
            error={tried && wrong ? words.checkAddressWrong : undefined}
          />
          {state.phase === "waiting" ? (
            <Button variant="outline" className="self-start" onClick={stop}>
              {words.stop}
            </Button>
          ) : (
            <Button variant="outline" className="self-start" aria-disabled={start === null} onClick={check}>
              {words.checkIt}
            </Button>
          )}
          <Outcome state={state} onAllow={onAllow} />
        </div>
      </Section>
      <Section title={words.seen}>
        {query.data?.items.length === 0 && <p className="text-13 text-muted">{words.seenNowhere}</p>}
        {query.data && (
          <ul>
            {query.data.items.map((sighting) => (
              <SightingRow key={sighting.origin} sighting={sighting} />
            ))}
          </ul>
        )}
        {!query.data && !query.error && <RowsSkeleton rows={1} />}
        {!query.data && query.error && (
          <LoadTrouble title={words.seenNotLoaded} text={sentenceFor(query.error)} onRetry={query.refetch} />
        )}
      </Section>
    </>
  );
}

function Outcome({ state, onAllow }: { state: CheckState; onAllow: (origin: string) => void }) {
  const words = useWords(siteEmbeddingWords);
  const { origin, allowed } = state.phase === "seen" ? state.sighting : { origin: "", allowed: true };
  return (
    <div role="status" className="flex flex-col items-start gap-3 text-14 empty:hidden">
      {state.phase === "waiting" && <p className="animate-breathe text-muted">{words.waiting}</p>}
      {state.phase === "nothing" && (
        <Told icon={<CircleAlert aria-hidden className="text-amber-ink" />}>{words.nothing}</Told>
      )}
      {state.phase === "seen" && allowed && (
        <Told icon={<CircleCheck aria-hidden className="text-green" />}>{words.works(origin)}</Told>
      )}
      {state.phase === "seen" && !allowed && (
        <>
          <Told icon={<CircleAlert aria-hidden className="text-red" />}>{words.refused(origin)}</Told>
          <Button variant="outline" size="small" onClick={() => onAllow(origin)}>
            {words.allow(origin)}
          </Button>
        </>
      )}
    </div>
  );
}

function Told({ icon, children }: { icon: ReactNode; children: string }) {
  return (
    <p className="flex items-start gap-2 [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0">
      {icon}
      {children}
    </p>
  );
}

function SightingRow({ sighting }: { sighting: Sighting }) {
  const words = useWords(siteEmbeddingWords);
  const now = useNow();
  const when = whenWithin(sighting.seen_at, now);
  return (
    <li className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 border-line border-b py-2 text-14 last:border-b-0">
      <span className="min-w-0 break-all">{sighting.origin}</span>
      <TimeText at={sighting.seen_at} className={sighting.allowed ? "text-13 text-muted" : "text-13 text-red"}>
        {sighting.allowed ? words.seenAllowed(when) : words.seenRefused(when)}
      </TimeText>
    </li>
  );
}

function isPage(address: string): boolean {
  return /^https?:\/\//i.test(address.trim()) && URL.canParse(address.trim());
}
