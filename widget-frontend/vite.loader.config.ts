import { readFileSync, rmSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";
import { outDir } from "./preview/out-dir.ts";

const MANIFEST = new URL("./dist/panel.json", import.meta.url);

/** Builds widget.js: one script, which knows the panel's hashed file by name. */
export default defineConfig(({ mode }) => ({
  plugins: [types()],
  publicDir: false,
  define: { PANEL_FILE: JSON.stringify(mode === "development" ? "assets/panel.js" : takePanelFile()) },
  build: {
    target: "es2022",
    outDir: outDir(mode),
    emptyOutDir: false,
    rolldownOptions: {
      input: "src/loader/main.ts",
      output: { format: "iife", entryFileNames: "widget.js" },
    },
  },
}));

/** What the loader itself is checked against, for pages that are written in TypeScript. */
function types(): Plugin {
  return {
    name: "stonechat-types",
    generateBundle() {
      const source = readFileSync(new URL("./src/stonechat.ts", import.meta.url), "utf8");
      this.emitFile({ type: "asset", fileName: "widget.d.ts", source });
    },
  };
}

function takePanelFile(): string {
  const manifest = JSON.parse(readFileSync(MANIFEST, "utf8")) as Record<string, { file: string }>;
  rmSync(MANIFEST);
  const panel = manifest["src/panel/main.tsx"];
  if (!panel) throw new Error("The panel's build left no file.");
  return panel.file;
}
