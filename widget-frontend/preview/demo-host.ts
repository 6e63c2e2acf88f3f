import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { constants } from "node:zlib";
import compression from "compression";
import type { Connect, Plugin } from "vite";
import { type HeaderRule, headersFor } from "./headers.ts";

const DEMO_FILES: Record<string, string> = {
  "/": "index.html",
  "/index.html": "index.html",
  "/product.html": "product.html",
  "/shop.css": "shop.css",
  "/kettle.svg": "kettle.svg",
  "/cup.svg": "cup.svg",
  "/tray.svg": "tray.svg",
};
const TYPES: Record<string, string> = { html: "text/html", css: "text/css", svg: "image/svg+xml" };

/** Makes `vite preview` answer as the widget's static host does, and as a small shop beside it that embeds the widget. */
export function demoHost(mode: string): Plugin {
  const api = (process.env["API_URL"] ?? "http://127.0.0.1:8000").replace(/\/$/, "");
  const siteId = process.env["DEMO_SITE_ID"] ?? "";
  return {
    name: "stonechat-demo-host",
    configurePreviewServer(server) {
      const rules = JSON.parse(readFileSync(new URL("../headers.json", import.meta.url), "utf8")) as HeaderRule[];
      // Typed for Express, it needs only what every Node server gives.
      const compress = compression({ brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } } });
      server.middlewares.use(compress as unknown as Connect.NextHandleFunction);
      server.middlewares.use((request, response, next) => {
        const path = new URL(request.url ?? "/", "http://host").pathname;
        if (path === "/config.json") {
          setHeaders(response, headersFor(rules, path));
          answer(request, response, "application/json", JSON.stringify({ api }));
        } else if (path in DEMO_FILES) {
          const file = DEMO_FILES[path] ?? "";
          const text = readFileSync(new URL(`../demo/${file}`, import.meta.url), "utf8");
          setHeaders(response, { "Content-Security-Policy": shopPolicy(api), "Cache-Control": "no-cache" });
          answer(request, response, TYPES[file.split(".").at(-1) ?? ""] ?? "", text.replaceAll("%SITE_ID%", siteId));
        } else {
          const fresh = mode === "development" ? { "Cache-Control": "no-store" } : {};
          keepHeaders(response, { ...headersFor(rules, path), ...fresh });
          next();
        }
      });
    },
  };
}

/** The shop is as strict as a careful owner's page: these are all the lines that the widget needs. */
function shopPolicy(api: string): string {
  const socket = api.replace(/^http/, "ws");
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' ${api}`,
    `connect-src 'self' ${api} ${socket}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function answer(request: IncomingMessage, response: ServerResponse, type: string, body: string): void {
  response.setHeader("Content-Type", `${type}; charset=utf-8`);
  response.end(request.method === "HEAD" ? undefined : body);
}

function setHeaders(response: ServerResponse, headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

/** Vite's own file server sets headers later on, some of them by writeHead: ours must stay. */
function keepHeaders(response: ServerResponse, headers: Record<string, string>): void {
  setHeaders(response, headers);
  const ours = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) => (ours.has(name.toLowerCase()) ? response : setHeader(name, value));
  const writeHead = response.writeHead.bind(response);
  response.writeHead = ((status: number, ...rest: unknown[]) => {
    const given = rest.find((part): part is Record<string, string> => typeof part === "object" && part !== null);
    for (const name of Object.keys(given ?? {})) if (ours.has(name.toLowerCase())) delete given?.[name];
    return (writeHead as (status: number, ...rest: unknown[]) => ServerResponse)(status, ...rest);
  }) as typeof response.writeHead;
}
