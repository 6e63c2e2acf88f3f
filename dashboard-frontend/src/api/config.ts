export interface Config {
  /** Base address of the API; empty for the page's own origin. */
  api: string;
  /** Where widget.js is, for the line that site owners copy; null: nobody said. */
  widget: string | null;
}

/** `config.json` stands beside the build and is written by deployment: moving the API needs no rebuild. */
export async function loadConfig(): Promise<Config> {
  const response = await fetch("/config.json", { credentials: "same-origin" });
  if (!response.ok) throw new Error(`config.json answered ${response.status}`);
  const config = (await response.json()) as Partial<Config>;
  return { api: withoutSlash(config.api ?? ""), widget: withoutSlash(config.widget ?? "") || null };
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, "");
}

export function socketUrl(config: Pick<Config, "api">): string {
  const url = new URL(`${config.api}/v1/socket`, window.location.origin);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
