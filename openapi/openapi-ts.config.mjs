export default {
  input: "./openapi.json",
  logs: { file: false, level: "warn" },
  output: { path: "./generated" },
  plugins: [
    "@hey-api/typescript",
    "@hey-api/sdk",
    // The address is the consumer's business: no server of the document becomes a default.
    { name: "@hey-api/client-fetch", baseUrl: false },
    "@tanstack/react-query",
  ],
};
