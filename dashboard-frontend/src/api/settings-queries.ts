import {
  getFormQueryKey,
  listApiTokensOptions,
  listAuditInfiniteQueryKey,
  listInvitationsOptions,
  listSessionsOptions,
  listSightingsOptions,
  listSiteKeysOptions,
} from "@stonechat/openapi/query";
import { getForm, listAudit } from "@stonechat/openapi/sdk";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ON_OPENING } from "./on-opening";

const ENTRIES_A_PAGE = 50;

export const sessionList = () => queryOptions({ ...listSessionsOptions(), ...ON_OPENING });
export const invitationList = () => queryOptions({ ...listInvitationsOptions(), ...ON_OPENING });
export const apiTokenList = () => queryOptions({ ...listApiTokensOptions(), ...ON_OPENING });
export const siteKeyList = (siteId: string) =>
  queryOptions({ ...listSiteKeysOptions({ path: { site_id: siteId } }), ...ON_OPENING });

/** The pages that asked for a site's widget, the latest first. */
export const sightingList = (siteId: string) =>
  queryOptions({ ...listSightingsOptions({ path: { site_id: siteId } }), ...ON_OPENING });

export const siteForm = (siteId: string) => {
  const path = { site_id: siteId };
  return queryOptions({
    queryKey: getFormQueryKey({ path }),
    queryFn: async ({ signal }) => (await getForm({ path, signal, throwOnError: true })).data,
    ...ON_OPENING,
  });
};

/** Who did what, newest first. */
export const auditPages = () =>
  infiniteQueryOptions({
    queryKey: listAuditInfiniteQueryKey(),
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: ENTRIES_A_PAGE, ...(pageParam !== null && { after: pageParam }) };
      return (await listAudit({ query, signal, throwOnError: true })).data;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    ...ON_OPENING,
  });
