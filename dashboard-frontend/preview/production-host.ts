import { existsSync, readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { constants } from "node:zlib";
import compression from "compression";
import type { Connect, Plugin } from "vite";

interface HeaderRule {
  path: string;
  headers: Record<string, string>;
}

/** Makes `vite preview` answer as the production host does: the same headers, compressed. */
export function productionHost(): Plugin {
  return {
    name: "stonechat-production-host",
    configurePreviewServer(server) {
      const rules = JSON.parse(readFileSync(new URL("../headers.json", import.meta.url), "utf8")) as HeaderRule[];
      // Typed for Express, it needs only what every Node server gives.
      const compress = compression({
        brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } },
      }) as unknown as Connect.NextHandleFunction;
      server.middlewares.use((request, response, next) => {
        const path = new URL(request.url ?? "/", "http://host").pathname;
        // What the API answers goes through as it is.
        if (path.startsWith("/v1/")) return next();
        // A file of an earlier build is gone: the page that the SPA fallback would give for it, kept for a year, is not it.
        if (path.startsWith("/assets/") && !existsSync(new URL(`../dist${path}`, import.meta.url))) {
          response.writeHead(404, headersFor(rules, "/")).end();
          return;
        }
        keepHeaders(response, headersFor(rules, path));
        if (path === "/config.json") {
          response.setHeader("Content-Type", "application/json");
          response.end(JSON.stringify(localConfig(process.env)));
          return;
        }
        compress(request, response, next);
      });
    },
  };
}

/** What `make run` knows and no deployment has to be told: the widget's files are served beside the dashboard. */
export function localConfig(env: NodeJS.ProcessEnv): { api: string; widget: string } {
  const { WIDGET_PORT: port, HOST: host = "127.0.0.1" } = env;
  // A server that listens everywhere says nothing of the name that people reach it by.
  const known = port !== undefined && !["0.0.0.0", "::"].includes(host);
  return { api: "", widget: known ? `http://${host}:${port}` : "" };
}

export function headersFor(rules: readonly HeaderRule[], path: string): Record<string, string> {
  const applied: Record<string, string> = {};
  for (const rule of rules) {
    if (matches(rule.path, path)) Object.assign(applied, rule.headers);
  }
  return applied;
}

function matches(pattern: string, path: string): boolean {
  return pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
}

/** Vite's own file server sets Cache-Control later on: ours must stay. */
function keepHeaders(response: ServerResponse, headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const fixed = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) => (fixed.has(name.toLowerCase()) ? response : setHeader(name, value));
  const writeHead = response.writeHead.bind(response);
  response.writeHead = ((status: number, ...rest: unknown[]) => {
    const given = rest.find((part): part is Record<string, string> => typeof part === "object" && part !== null);
    for (const name of Object.keys(given ?? {})) if (fixed.has(name.toLowerCase())) delete given?.[name];
    return (writeHead as (status: number, ...rest: unknown[]) => ServerResponse)(status, ...rest);
  }) as typeof response.writeHead;
}
