import { listCannedResponsesOptions } from "@stonechat/openapi/query";
import { queryOptions } from "@tanstack/react-query";

/** For what is no live row: what is held may be shown at once, and is asked for again each time that a page opens. */
export const ON_OPENING = { staleTime: 0, refetchOnMount: "always" } as const;

/** Apart from the queries of the settings: conversations ask for these, too. */
export const cannedResponseList = () => queryOptions({ ...listCannedResponsesOptions(), ...ON_OPENING });
