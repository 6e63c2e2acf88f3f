import type { Plugin } from "vite";

/** Vite wraps each dynamic import to preload what comes with it. Nothing comes with a catalogue, and the wrapping is heavy. */
export function plainImports(): Plugin {
  return {
    name: "stonechat-plain-imports",
    enforce: "pre",
    load: (id) => (id.endsWith("vite/preload-helper.js") ? "export const __vitePreload = (load) => load();" : null),
  };
}
