import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** For pages that are written in TypeScript: the very types that the loader is checked against. */
export const typesText = (): string => readFileSync(new URL("../src/stonechat.ts", import.meta.url), "utf8");

export function shippedTypes(): Plugin {
  return {
    name: "stonechat-shipped-types",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "widget.d.ts", source: typesText() });
    },
  };
}
