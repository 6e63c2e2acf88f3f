/** The API's address as deployment wrote it beside widget.js. */
export async function readApi(base: string): Promise<string> {
  const { api } = await ask<{ api: string }>(`${base}config.json`);
  return (api || new URL(base).origin).replace(/\/$/, "");
}

export interface UnreadCount {
  unread: number;
  has_open_conversation: boolean;
}

/** Asks for a customer who is known by nothing but the resume key. */
export function askByKey(
  api: string,
  what: "unread" | "forget",
  siteId: string,
  resumeKey: string,
): Promise<UnreadCount> {
  return ask(`${api}/v1/widget/${what}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    // By hand: on pages that patched toJSON into everything, JSON.stringify writes something else.
    body: `{"site_id":"${siteId}","resume_key":"${resumeKey}"}`,
    // A page that signs somebody out often leaves at once.
    keepalive: true,
  });
}

async function ask<T>(url: string, init?: RequestInit): Promise<T> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(url);
  return response.json() as Promise<T>;
}
