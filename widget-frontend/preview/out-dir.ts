/** What development builds has fixed names and must never be taken for what is shipped. */
export const outDir = (mode: string): string => (mode === "development" ? "node_modules/.dev" : "dist");
