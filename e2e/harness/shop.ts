import type { Page } from "./internet.ts";

export const HOSTS = {
  shop: "shop.example",
  /** A shop without https. */
  plain: "plain-shop.example",
  strict: "strict.example",
  app: "app.example",
  /** Without https, too. */
  old: "old.example",
  widget: "widget-files.example",
  api: "chat-api.example",
  dashboard: "desk.example",
};

// The lines that a strict page needs for Stonechat, and nothing else.
const POLICY = [
  "default-src 'none'",
  `script-src https://${HOSTS.widget}`,
  `connect-src https://${HOSTS.widget} https://${HOSTS.api} wss://${HOSTS.api}`,
  `img-src https://${HOSTS.api}`,
  "base-uri 'none'",
].join("; ");

/** The shop has two pages, with the widget on both: that of the first site, unless `?chat=` names another. */
export function shopPage(address: string, firstSite: string): Page | null {
  const { pathname, search, searchParams } = new URL(address, "https://any.example");
  if (pathname !== "/" && pathname !== "/cart") return null;
  const siteId = searchParams.get("chat") ?? firstSite;
  const isCart = pathname === "/cart";
  const title = isCart ? "Your cart" : "Kettles";
  const link = isCart ? `<a href="/${search}">Go on shopping</a>` : `<a href="/cart${search}">To the cart</a>`;
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

const HOSTILE_STYLES = `
  * { all: unset !important; }
  :not(:defined), iframe, button { display: none !important; width: 1px !important; }
  html, body { font-size: 60px !important; overflow: hidden !important; }
  body { transform: rotate(3deg) !important; }
  stonechat-widget { opacity: 0.1 !important; visibility: hidden !important; transform: scale(3) !important; }
`;

const PATCHES = `
  Array.prototype.toJSON = String.prototype.toJSON = () => "patched";
  Object.prototype.extend = Array.prototype.each = Function.prototype.defer = () => undefined;
  Element.prototype.remove = function () { this.style.display = "none"; };
  window.Promise.prototype.finally = undefined;
`;

const widgetTag = (siteId: string): string =>
  `<script async src="https://${HOSTS.widget}/widget.js?site=${siteId}"></script>`;

/** Pages on which a widget has it hard, and one that an app changes without loading it anew. */
export function hardPage(path: string, siteId: string): Page | null {
  const tag = widgetTag(siteId);
  const headers = { "Content-Type": "text/html; charset=utf-8" };
  const types = `require-trusted-types-for 'script'; trusted-types stonechat`;
  const isolated = { "Cross-Origin-Embedder-Policy": "require-corp", "Cross-Origin-Opener-Policy": "same-origin" };
  const policy = `script-src https://${HOSTS.widget}`;
  const pages: Record<string, Page> = {
    "/hostile-styles": { headers, body: `<html dir="rtl"><style>${HOSTILE_STYLES}</style>${tag}<body>Sale` },
    "/patched": { headers, body: `<script>${PATCHES}</script>${tag}<body>Sale` },
    "/trusted-types": {
      headers: { ...headers, "Content-Security-Policy": `${policy}; ${types}` },
      body: `${tag}<body>Sale`,
    },
    "/isolated": {
      headers: { ...headers, ...isolated },
      body: `${tag}<body>Sale`,
    },
    "/base": { headers, body: `<base href="https://elsewhere.example/deep/" target="_top">${tag}${tag}<body>Sale` },
    "/app": { headers, body: `<body>${tag}<h1>App</h1><a href="/contact" data-stonechat-open>Questions?</a>` },
  };
  const page = pages[path];
  return page ? { ...page, body: `<!doctype html><title>Sale</title>${page.body}` } : null;
}

/** What a deployment writes beside the widget's files. */
export function widgetConfig(path: string): Page | null {
  if (path.split("?")[0] !== "/config.json") return null;
  return {
    headers: { "Content-Type": "application/json", "Access-Control-Allow-Origin": "*" },
    body: JSON.stringify({ api: `https://${HOSTS.api}` }),
  };
}
