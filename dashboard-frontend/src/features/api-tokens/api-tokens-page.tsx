import { revokeApiToken } from "@stonechat/openapi/sdk";
import type { ApiToken, ApiTokenList, MadeApiToken } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { SquareTerminal } from "lucide-react";
import { useState } from "react";
import { sentenceFor } from "@/api/sentences";
import { apiTokenList } from "@/api/settings-queries";
import { useSteady } from "@/api/use-steady";
import { showAhead, useWrite } from "@/api/use-write";
import { ListingPage } from "@/components/listing-page";
import { SecretDialog } from "@/components/secret-dialog";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Confirmation } from "@/components/ui/confirmation";
import { whenWithin } from "@/lib/times";
import { useNow } from "@/lib/use-now";
import { useWords } from "@/lib/words";
import { apiTokensWords } from "@/words/api-tokens";
import { TokenDialog } from "./token-dialog";

/** The programs that may use the API, and what each may do. */
export function ApiTokensPage() {
  const words = useWords(apiTokensWords);
  const { data, error, refetch } = useSteady(useQuery(apiTokenList()));
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<MadeApiToken | null>(null);
  return (
    <ListingPage
      items={data?.items}
      trouble={error && sentenceFor(error)}
      onRetry={refetch}
      words={words}
      picture={<SquareTerminal aria-hidden />}
      rows={2}
      onMake={() => setMaking(true)}
      list={(tokens) => (
        <ul>
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} />
          ))}
        </ul>
      )}
    >
      <TokenDialog open={making} onClose={() => setMaking(false)} onMade={setMade} />
      <SecretDialog
        secret={made?.token ?? null}
        onClose={() => setMade(null)}
        title={words.secretTitle(made?.name ?? "")}
        lead={words.secretLead}
        label={words.secret}
        copyLabel={words.copy}
        done={words.done}
      />
    </ListingPage>
  );
}

function TokenRow({ token }: { token: ApiToken }) {
  const words = useWords(apiTokensWords);
  const now = useNow();
  const [asking, setAsking] = useState(false);
  const { id, name, last_used_at, expires_at } = token;
  const over = expires_at !== null && Date.parse(expires_at) <= now.getTime();
  const until = expires_at === null ? "" : whenWithin(expires_at, now);
  const revoke = useWrite({
    write: () => revokeApiToken({ path: { token_id: id }, throwOnError: true }),
    ahead: (cache) =>
      showAhead<ApiTokenList>(cache, apiTokenList().queryKey, ({ items }) => ({
        items: items.filter((other) => other.id !== id),
      })),
    said: () => ({ text: words.revoked(name) }),
  });
  return (
    <li className="flex flex-wrap items-start justify-between gap-3 border-line border-b py-4 last:border-b-0">
      <div className="min-w-0 grow basis-60">
        <p className="truncate font-medium text-14">{name}</p>
        <p className={over ? "text-13 text-amber-ink" : "text-13 text-muted"}>
          {last_used_at === null ? words.never : words.lastUsed(whenWithin(last_used_at, now))}
          {" · "}
          {expires_at === null ? words.forEver : over ? words.expired(until) : words.expires(until)}
        </p>
        <p className="mt-2 flex flex-wrap gap-1.5">
          {token.scopes.map((scope) => (
            <Chip key={scope}>{words.scope[scope]}</Chip>
          ))}
        </p>
      </div>
      <Button variant="outline" size="small" aria-label={words.revokeNamed(name)} onClick={() => setAsking(true)}>
        {words.revoke}
      </Button>
      <Confirmation
        danger
        open={asking}
        onClose={() => setAsking(false)}
        title={words.revokeTitle(name)}
        text={words.revokeText}
        verb={words.revoke}
        onConfirm={() => void revoke.run(undefined)}
      />
    </li>
  );
}
