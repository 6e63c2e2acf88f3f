import { catalogue } from "@/lib/words";

const en = {
  title: "API tokens",
  lead: "For programs that work with your conversations. Each program has its own token and needs no seat.",
  make: "Make a token",
  notLoaded: "The tokens didn't load",
  empty: "No token yet",
  emptyText: "Make one when you connect your shop system, a bot or a report to Stonechat.",
  never: "Never used",
  lastUsed: (when: string) => `Last used ${when}`,
  expires: (when: string) => `good until ${when}`,
  expired: (when: string) => `expired ${when}`,
  forEver: "good until you revoke it",

  makeTitle: "Make a token",
  name: "Name of the program",
  nameHint: "It stands at what the program writes.",
  nameMissing: "Give the program a name.",
  scopes: "What it may do",
  scopesMissing: "Choose at least one.",
  scope: {
    "conversations:read": "Read conversations and messages",
    "conversations:write": "Write messages and change conversations",
    "customers:read": "Read customers",
    "customers:write": "Change customers",
    "changes:read": "Follow all changes live",
    "settings:read": "Read settings",
  },
  lasts: "How long it is good",
  days: { 30: "30 days", 90: "90 days", 365: "A year", 0: "Until it is revoked" },

  revoke: "Revoke",
  revokeNamed: (name: string) => `Revoke the token of ${name}`,
  revokeTitle: (name: string) => `Revoke the token of ${name}?`,
  revokeText: "The program stops working at once. What it wrote stays.",
  revoked: (name: string) => `The token of ${name} is revoked`,

  secretTitle: (name: string) => `The token for ${name}`,
  secretLead: "Copy it now into the program's settings: it is shown only this once.",
  secret: "Token",
  copy: "Copy the token",
  done: "Done",
};

export type ApiTokensWords = typeof en;
export const apiTokensWords = catalogue(en, { de: () => import("./api-tokens.de") });
