import { fileURLToPath } from "node:url";

const own = (file: string): string => fileURLToPath(new URL(`src/panel/react/${file}.ts`, import.meta.url));

/** The panel is written in React and shipped on Preact: the same code at an eighth of the weight. */
export const react = {
  "react-dom/test-utils": "preact/test-utils",
  "react-dom/client": own("client"),
  "react/jsx-runtime": "preact/jsx-runtime",
  "react/jsx-dev-runtime": "preact/jsx-dev-runtime",
  react: own("react"),
};
