import type { Plugin } from "vite";

/** Asks for the font of the first page before the style sheet is read, so that it is there when text is first drawn. */
export function preloadFont(): Plugin {
  return {
    name: "stonechat-preload-font",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle }) {
        const font = Object.keys(bundle ?? {}).find((file) => file.includes("inter-latin-wght-normal"));
        if (!font) throw new Error("The build has no Inter.");
        const attrs = { rel: "preload", href: `/${font}`, as: "font", type: "font/woff2", crossorigin: "anonymous" };
        return [{ tag: "link", attrs, injectTo: "head" }];
      },
    },
  };
}
