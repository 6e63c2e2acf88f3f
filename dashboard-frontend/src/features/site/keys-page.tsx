import { uuidv7 } from "@stonechat/openapi/client";
import { makeSiteKey, revokeSiteKey } from "@stonechat/openapi/sdk";
import type { Site, SiteKey, SiteKeyList } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useRef, useState } from "react";
import { hasCode, sentenceFor } from "@/api/sentences";
import { siteKeyList } from "@/api/settings-queries";
import { useSteady } from "@/api/use-steady";
import { showAhead, useWrite } from "@/api/use-write";
import { ListingPage } from "@/components/listing-page";
import { SecretDialog } from "@/components/secret-dialog";
import { TimeText } from "@/components/time-text";
import { Button } from "@/components/ui/button";
import { Confirmation } from "@/components/ui/confirmation";
import { whenWithin } from "@/lib/times";
import { useNow } from "@/lib/use-now";
import { useWords } from "@/lib/words";
import { siteRulesWords } from "@/words/site-rules";

/** The keys with which the site's server says who its customers are. */
export function KeysPage({ site }: { site: Site }) {
  const { keys: words } = useWords(siteRulesWords);
  const { data, error, refetch } = useSteady(useQuery(siteKeyList(site.id)));
  const { secret, make, pending, forget } = useMakeKey(site);
  return (
    <ListingPage
      items={data?.items}
      trouble={error && sentenceFor(error)}
      onRetry={refetch}
      words={words}
      picture={<KeyRound aria-hidden />}
      rows={2}
      onMake={make}
      isMaking={pending}
      list={(keys) => (
        <ul>
          {keys.map((key) => (
            <KeyRow key={key.id} siteId={site.id} siteKey={key} />
          ))}
        </ul>
      )}
    >
      <SecretDialog
        secret={secret}
        onClose={forget}
        title={words.secretTitle}
        lead={words.secretLead}
        label={words.secret}
        copyLabel={words.copy}
        done={words.done}
      />
    </ListingPage>
  );
}

/** One press is one key, however often it is tried; a key whose secret was lost on the way is no use to anybody. */
function useMakeKey(site: Site) {
  const id = useRef(uuidv7());
  const [secret, setSecret] = useState<string | null>(null);
  const write = useWrite({
    write: async (key: string) =>
      (await makeSiteKey({ path: { site_id: site.id }, body: { id: key }, throwOnError: true })).data,
    keep: (cache, made) => {
      id.current = uuidv7();
      setSecret(made.secret);
      void cache.invalidateQueries({ queryKey: siteKeyList(site.id).queryKey });
    },
    refused: (cache, error) => {
      if (!hasCode(error, "secret_shown")) return;
      id.current = uuidv7();
      void cache.invalidateQueries({ queryKey: siteKeyList(site.id).queryKey });
    },
  });
  return {
    secret,
    pending: write.pending,
    make: () => void (write.pending || write.run(id.current)),
    forget: () => setSecret(null),
  };
}

function KeyRow({ siteId, siteKey }: { siteId: string; siteKey: SiteKey }) {
  const { keys: words } = useWords(siteRulesWords);
  const now = useNow();
  const [asking, setAsking] = useState(false);
  const { id, created_at, revoked_at } = siteKey;
  const shortId = id.slice(-6);
  const revoke = useWrite({
    write: () => revokeSiteKey({ path: { site_id: siteId, key_id: id }, throwOnError: true }),
    ahead: (cache) =>
      showAhead<SiteKeyList>(cache, siteKeyList(siteId).queryKey, ({ items }) => ({
        items: items.map((key) => (key.id === id ? { ...key, revoked_at: new Date().toISOString() } : key)),
      })),
    said: () => ({ text: words.revoked }),
  });
  return (
    <li className="flex min-h-16 items-center justify-between gap-3 border-line border-b py-2 last:border-b-0">
      <div className={revoked_at === null ? undefined : "text-muted"}>
        <p className="font-medium text-14">{words.key(shortId)}</p>
        <p className="text-13 text-muted">
          <TimeText at={created_at}>{words.made(whenWithin(created_at, now))}</TimeText>
          {revoked_at !== null && (
            <>
              {" · "}
              <TimeText at={revoked_at}>{words.revokedAt(whenWithin(revoked_at, now))}</TimeText>
            </>
          )}
        </p>
      </div>
      {revoked_at === null && (
        <Button variant="outline" size="small" aria-label={words.revokeNamed(shortId)} onClick={() => setAsking(true)}>
          {words.revoke}
        </Button>
      )}
      <Confirmation
        danger
        open={asking}
        onClose={() => setAsking(false)}
        title={words.revokeTitle}
        text={words.revokeText}
        verb={words.revoke}
        onConfirm={() => void revoke.run(undefined)}
      />
    </li>
  );
}
