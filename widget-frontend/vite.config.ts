import { defineConfig } from "vitest/config";
import { demoHost } from "./preview/demo-host.ts";
import { react } from "./react-alias.ts";

const host = process.env["HOST"] ?? "127.0.0.1";
const port = Number(process.env["WIDGET_PORT"] ?? 5173);

/** Builds the panel. The loader has a build of its own, which needs the name that this one gives to the panel's file. */
export default defineConfig(({ mode }) => ({
  plugins: [demoHost()],
  resolve: { alias: react },
  publicDir: false,
  build: {
    target: "es2022",
    modulePreload: false,
    // The loader's build reads it and takes it away.
    manifest: mode === "production" && "panel.json",
    emptyOutDir: mode === "production",
    rolldownOptions: {
      input: "src/panel/main.tsx",
      output: { entryFileNames: mode === "production" ? "assets/panel-[hash].js" : "assets/panel.js" },
    },
  },
  preview: { host, port, strictPort: true, allowedHosts: true, cors: false },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}", "preview/**/*.test.ts"],
    restoreMocks: true,
    unstubGlobals: true,
  },
}));
