import { defineConfig } from "vitest/config";
import { demoHost } from "./preview/demo-host.ts";
import { outDir } from "./preview/out-dir.ts";
import { react } from "./react-alias.ts";

const host = process.env["HOST"] ?? "127.0.0.1";
const port = Number(process.env["WIDGET_PORT"] ?? 5173);

/** Builds the panel. The loader has a build of its own, which needs the name that this one gives to the panel's file. */
export default defineConfig(({ mode }) => ({
  plugins: [demoHost(mode)],
  resolve: { alias: react },
  publicDir: false,
  build: {
    target: "es2022",
    outDir: outDir(mode),
    modulePreload: false,
    // The loader's build reads it and takes it away.
    manifest: mode !== "development" && "panel.json",
    rolldownOptions: {
      input: "src/panel/main.tsx",
      output:
        mode === "development"
          ? { entryFileNames: "assets/panel.js", chunkFileNames: "assets/[name].js" }
          : { entryFileNames: "assets/panel-[hash].js", chunkFileNames: "assets/[name]-[hash].js" },
    },
  },
  preview: { host, port, strictPort: true, allowedHosts: true, cors: false },
  test: {
    include: ["src/**/*.test.{ts,tsx}", "preview/**/*.test.ts"],
    restoreMocks: true,
    unstubGlobals: true,
  },
}));
