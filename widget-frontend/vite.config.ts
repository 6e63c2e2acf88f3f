import { defineConfig } from "vitest/config";
import { demoHost } from "./preview/demo-host.ts";
import { outDir } from "./preview/out-dir.ts";
import { plainImports } from "./preview/plain-imports.ts";
import { react } from "./react-alias.ts";

const host = process.env["HOST"] ?? "127.0.0.1";
const port = Number(process.env["WIDGET_PORT"] ?? 5173);

/** `npm run size` knows the catalogues by name: a customer loads one of them at most. */
function hashed({ facadeModuleId }: { facadeModuleId: string | null }): string {
  return facadeModuleId?.includes("/catalogues/") ? "assets/words-[name]-[hash].js" : "assets/[name]-[hash].js";
}

/** Builds the panel. The loader has a build of its own, which needs the name that this one gives to the panel's file. */
export default defineConfig(({ mode }) => ({
  plugins: [demoHost(mode), plainImports()],
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
          : {
              entryFileNames: "assets/panel-[hash].js",
              chunkFileNames: hashed,
              postBanner: ({ isEntry }) => (isEntry ? "//# allFunctionsCalledOnLoad" : ""),
            },
    },
  },
  preview: { host, port, strictPort: true, allowedHosts: true, cors: false },
  test: {
    include: ["src/**/*.test.{ts,tsx}", "preview/**/*.test.ts"],
    // The contrast of what the style sheets say is tested too.
    css: true,
    setupFiles: ["src/testing/english.ts", "src/testing/paints.ts", "src/testing/sizes.ts"],
    restoreMocks: true,
    unstubGlobals: true,
  },
}));
