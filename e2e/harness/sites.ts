import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "./internet.ts";
import { OLD_PATCHES, OLD_STYLES } from "./old-page.ts";
import { HOSTS } from "./shop.ts";

/** A website that has the chat. `?chat=<site id>` is in the address of each page; without it there is no widget. */
export interface HostSite {
  name: string;
  origin: string;
  page(address: string): Page | null;
  /** Its links load no new document. */
  isApp?: boolean;
}

const TURBO = readFileSync(createRequire(import.meta.url).resolve("@hotwired/turbo/dist/turbo.es2017-umd.js"), "utf8");
const WIDGET = `https://${HOSTS.widget}/widget.js`;
const HTML = { "Content-Type": "text/html; charset=utf-8" };

/** The lines of the docs and nothing else, Trusted Types and isolation from other origins. */
const STRICT = {
  "Content-Security-Policy": [
    "default-src 'none'",
    `script-src https://${HOSTS.widget}`,
    `connect-src https://${HOSTS.widget} https://${HOSTS.api} wss://${HOSTS.api}`,
    `img-src https://${HOSTS.api}`,
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types stonechat",
  ].join("; "),
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Opener-Policy": "same-origin",
};

const shop: HostSite = {
  name: "a strict shop",
  origin: `https://${HOSTS.strict}`,
  page: (address) => {
    const page = read(address);
    if (!page) return null;
    const tag = `<script async src="${WIDGET}" ${page.attributes}></script>`;
    return {
      headers: { ...HTML, ...STRICT },
      body: `<!doctype html><html lang="en"><head>${METAS}<title>${page.title}</title>${page.chat && tag}</head>
        <body>${page.content}</body></html>`,
    };
  },
};

/** Its tag stands in the body, which every visit replaces, and comes as tag managers bring it: by a script, in one address. */
const app: HostSite = {
  name: "an app",
  origin: `https://${HOSTS.app}`,
  isApp: true,
  page: (address) => {
    if (address === "/turbo.js") return { headers: { "Content-Type": "text/javascript" }, body: TURBO };
    const page = read(address);
    if (!page) return null;
    const manager = `{
      const tag = document.createElement("script");
      tag.async = true;
      tag.src = "${WIDGET}?${page.parameters}";
      document.head.append(tag);
    }`;
    return {
      headers: HTML,
      body: `<!doctype html><html lang="en"><head>${METAS}<title>${page.title}</title>
        <script src="/turbo.js"></script></head>
        <body>${page.content}${page.chat && `<script>${manager}</script>`}</body></html>`,
    };
  },
};

/** Without https, without a doctype, from right to left, with styles and scripts that spare nobody. */
const old: HostSite = {
  name: "an old page",
  origin: `http://${HOSTS.old}`,
  page: (address) => {
    const page = read(address);
    if (!page) return null;
    const tag = `<script src="${WIDGET}?${page.parameters}"></script>`;
    return {
      headers: HTML,
      body: `<html dir="rtl"><head>${METAS}<title>${page.title}</title><style>${OLD_STYLES}</style>
        <script>${OLD_PATCHES}</script></head><body>${page.content}${page.chat && tag + tag}</body></html>`,
    };
  },
};

const METAS = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">';

export const SITES = [shop, app, old];

/** Both pages of a site, long enough to be scrolled. */
function read(address: string) {
  const { pathname, searchParams } = new URL(address, "https://any.example");
  if (pathname !== "/first" && pathname !== "/second") return null;
  const chat = searchParams.get("chat") ?? "";
  const options = [["site", chat], ...[...searchParams].filter(([name]) => name !== "chat")];
  const other = pathname === "/first" ? "second" : "first";
  const title = pathname === "/first" ? "Kettles" : "Your cart";
  return {
    chat,
    title,
    attributes: options.map(([name, value]) => `data-${name}="${value}"`).join(" "),
    parameters: new URLSearchParams(options as [string, string][]),
    content: `<h1>${title}</h1><p><a id="other" href="/${other}?${searchParams}">The other page</a>
      <p><a id="door" href="/contact" data-stonechat-open>Questions?</a>
      ${"<p>Kettles boil water, and that is all they do.".repeat(60)}`,
  };
}
