export interface Config {
  /** Base address of the API; empty for the page's own origin. */
  api: string;
}

/** `config.json` stands beside the build and is written by deployment: moving the API needs no rebuild. */
export async function loadConfig(): Promise<Config> {
  const response = await fetch("/config.json", { credentials: "same-origin" });
  if (!response.ok) throw new Error(`config.json answered ${response.status}`);
  const config = (await response.json()) as Partial<Config>;
  return { api: (config.api ?? "").replace(/\/+$/, "") };
}

export function socketUrl(config: Config): string {
  const url = new URL(`${config.api}/v1/socket`, window.location.origin);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
