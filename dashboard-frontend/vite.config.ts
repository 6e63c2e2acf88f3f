import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { preloadFont } from "./preview/preload-font.ts";
import { productionHost } from "./preview/production-host.ts";
import { sharedChunk } from "./preview/shared-chunk.ts";

const api = process.env["API_URL"] ?? "http://127.0.0.1:8000";
const host = process.env["HOST"] ?? "127.0.0.1";
const port = Number(process.env["DASHBOARD_PORT"] ?? 5174);

// The browser's Host and Origin go through unchanged: the API judges them, as it does behind the production host.
const proxy = { "/v1": { target: api, changeOrigin: false, ws: true } };

export default defineConfig({
  plugins: [react(), tailwindcss(), preloadFont(), productionHost()],
  resolve: {
    alias: {
      "@/tests": fileURLToPath(new URL("./tests", import.meta.url)),
      "react-remove-scroll": fileURLToPath(new URL("./preview/nothing-modal.ts", import.meta.url)),
      "aria-hidden": fileURLToPath(new URL("./preview/nothing-modal.ts", import.meta.url)),
      "@": fileURLToPath(new URL("./src", import.meta.url)),
    },
    dedupe: ["react", "react-dom", "@tanstack/react-query"],
  },
  build: {
    target: "es2022",
    manifest: true,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ name: sharedChunk(), minShareCount: 2, includeDependenciesRecursively: false }] },
      },
    },
  },
  server: { host, port, strictPort: true, proxy },
  preview: { host, cors: false, port, strictPort: true, allowedHosts: true, proxy },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.ts"],
    setupFiles: ["tests/setup.ts"],
  },
});
