import type { Customer } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { siteList } from "@/api/queries";
import { TimeText } from "@/components/time-text";
import { browserName } from "@/lib/browser-name";
import { locale } from "@/lib/language";
import { dayAndTime } from "@/lib/times";
import { useNow } from "@/lib/use-now";
import { useWords } from "@/lib/words";
import { customerWords } from "@/words/customer";
import { Fact, Facts, Part } from "./facts";

/** Where somebody came from, and with what. */
export function VisitPart({ customer }: { customer: Customer }) {
  const words = useWords(customerWords);
  const now = useNow();
  const sites = useQuery(siteList()).data?.items ?? [];
  const { first_page, last_page, referrer, external_id, time_zone } = customer;
  const site = sites.find(({ id }) => id === customer.site_id);
  const device = useDevice(customer.user_agent);
  const language = languageName(customer.locale);
  return (
    <Part title={words.visit}>
      <Facts>
        <Fact label={words.firstSeen}>
          <TimeText at={customer.created_at}>{dayAndTime(customer.created_at, now)}</TimeText>
        </Fact>
        {site && <Fact label={words.site}>{site.name}</Fact>}
        {external_id !== null && <Fact label={words.externalId}>{external_id}</Fact>}
        {last_page !== null && (
          <Fact label={words.lastPage}>
            <PageLink address={last_page} />
          </Fact>
        )}
        {first_page !== null && first_page !== last_page && (
          <Fact label={words.firstPage}>
            <PageLink address={first_page} />
          </Fact>
        )}
        {referrer !== null && (
          <Fact label={words.referrer}>
            <PageLink address={referrer} />
          </Fact>
        )}
        {device !== null && (
          <Fact label={words.device}>
            <span title={customer.user_agent ?? undefined}>{device}</span>
          </Fact>
        )}
        {language !== null && <Fact label={words.language}>{language}</Fact>}
        {time_zone !== null && <Fact label={words.timeZone}>{time_zone.replaceAll("_", " ")}</Fact>}
      </Facts>
    </Part>
  );
}

/** Opens elsewhere and tells the other site nothing of us. Nothing but web pages is followed. */
function PageLink({ address }: { address: string }) {
  const shown = shortAddress(address);
  if (shown === null) return address;
  return (
    <a
      href={address}
      title={address}
      target="_blank"
      rel="noopener noreferrer"
      className="line-clamp-2 underline decoration-1 underline-offset-2 hover:decoration-2"
    >
      {shown}
    </a>
  );
}

/** Without the protocol and what follows the path; null for what is no web page. */
function shortAddress(address: string): string | null {
  try {
    const { protocol, host, pathname } = new URL(address);
    if (protocol !== "https:" && protocol !== "http:") return null;
    return pathname === "/" ? host : `${host}${decodeURI(pathname)}`;
  } catch {
    return null;
  }
}

function useDevice(userAgent: string | null): string | null {
  const words = useWords(customerWords);
  if (userAgent === null) return null;
  const { browser, system } = browserName(userAgent);
  if (browser !== null && system !== null) return words.browserOn(browser, system);
  return browser ?? system ?? userAgent;
}

/** What a language, as `de-CH`, is called in the agent's own; as it is where the browser does not know it. */
function languageName(tag: string | null): string | null {
  if (tag === null) return null;
  try {
    return new Intl.DisplayNames(locale(), { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
