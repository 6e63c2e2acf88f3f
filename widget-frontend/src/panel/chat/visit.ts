import type { OpenSession } from "@stonechat/openapi/types";

export type Visit = Omit<OpenSession, "site_id" | "resume_key">;

/** Where the customer is, and what they speak, for the team to see. The panel's frame lies in the host page. */
export function readVisit(): Visit {
  const { location, document } = window.parent;
  return {
    page: location.href,
    referrer: document.referrer || null,
    locale: language(),
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone || null,
  };
}

export function language(): string | null {
  return navigator.language || null;
}
