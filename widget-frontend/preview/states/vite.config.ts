import { defineConfig } from "vite";
import { react } from "../../react-alias.ts";

/** Serves a page with every state of the panel, by language, theme, size and color: `npm run states`. */
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: "../../node_modules/.states",
  resolve: { alias: react },
  build: { target: "es2022" },
  server: { host: "127.0.0.1", port: Number(process.env["STATES_PORT"] ?? 5175), strictPort: true },
});
