// Rebuilds loader and panel with every change and serves them beside the demo shop: reload the page to see a change.
import { build, preview } from "vite";

const mode = "development";
await build({ mode, build: { watch: {} } });
await build({ mode, configFile: "vite.loader.config.ts", build: { watch: {} } });
const server = await preview({ mode });
server.printUrls();
