import type { Page } from "./internet.ts";

export const HOSTS = {
  shop: "shop.example",
  widget: "widget-files.example",
  api: "chat-api.example",
  dashboard: "desk.example",
};

// The lines that a strict page needs for Stonechat, and nothing else.
const POLICY = [
  "default-src 'none'",
  `script-src https://${HOSTS.widget}`,
  `connect-src https://${HOSTS.widget} https://${HOSTS.api} wss://${HOSTS.api}`,
  "base-uri 'none'",
].join("; ");

/** The shop has two pages, with the widget on both. */
export function shopPage(path: string, siteId: string): Page | null {
  if (path !== "/" && path !== "/cart") return null;
  const title = path === "/cart" ? "Your cart" : "Kettles";
  const link = path === "/cart" ? '<a href="/">Go on shopping</a>' : '<a href="/cart">To the cart</a>';
  return {
    headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY },
    body: `<!doctype html>
<html lang="en">
  <head>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <script async src="https://${HOSTS.widget}/widget.js" data-site="${siteId}"></script>
  </head>
  <body>
    <h1>${title}</h1>
    ${link}
  </body>
</html>`,
  };
}

/** What a deployment writes beside the widget's files. */
export function widgetConfig(path: string): Page | null {
  if (path.split("?")[0] !== "/config.json") return null;
  return {
    headers: { "Content-Type": "application/json", "Access-Control-Allow-Origin": "*" },
    body: JSON.stringify({ api: `https://${HOSTS.api}` }),
  };
}
