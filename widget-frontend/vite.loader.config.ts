import { readFileSync, rmSync } from "node:fs";
import { defineConfig } from "vite";
import { outDir } from "./preview/out-dir.ts";
import { shippedTypes } from "./preview/shipped-types.ts";

const MANIFEST = new URL("./dist/panel.json", import.meta.url);

/** Builds widget.js: one script, which knows the panel's hashed file by name. */
export default defineConfig(({ mode }) => ({
  plugins: [shippedTypes()],
  publicDir: false,
  define: { PANEL_FILE: JSON.stringify(mode === "development" ? "assets/panel.js" : takePanelFile()) },
  build: {
    target: "es2022",
    outDir: outDir(mode),
    emptyOutDir: false,
    rolldownOptions: {
      input: "src/loader/main.ts",
      // Compiled while it is loaded, beside the main thread of the page: nearly all of it runs at once.
      output: { format: "iife", entryFileNames: "widget.js", postBanner: "//# allFunctionsCalledOnLoad" },
    },
  },
}));

function takePanelFile(): string {
  const manifest = JSON.parse(readFileSync(MANIFEST, "utf8")) as Record<string, { file: string }>;
  rmSync(MANIFEST);
  const panel = manifest["src/panel/main.tsx"];
  if (!panel) throw new Error("The panel's build left no file.");
  return panel.file;
}
