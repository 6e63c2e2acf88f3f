import type { ApiTokensWords } from "@/words/api-tokens";

const de: ApiTokensWords = {
  title: "API-Tokens",
  lead: "Für Programme, die mit deinen Unterhaltungen arbeiten. Jedes hat sein eigenes Token und braucht keinen Platz.",
  make: "Token anlegen",
  notLoaded: "Die Tokens ließen sich nicht laden",
  empty: "Noch kein Token",
  emptyText: "Lege eines an, wenn du dein Shopsystem, einen Bot oder einen Bericht mit Stonechat verbindest.",
  never: "Nie benutzt",
  lastUsed: (when) => `Zuletzt benutzt: ${when}`,
  expires: (when) => `gilt bis ${when}`,
  expired: (when) => `abgelaufen: ${when}`,
  forEver: "gilt, bis du es widerrufst",

  makeTitle: "Token anlegen",
  name: "Name des Programms",
  nameHint: "Er steht an dem, was das Programm schreibt.",
  nameMissing: "Gib dem Programm einen Namen.",
  scopes: "Was es darf",
  scopesMissing: "Wähle mindestens eines.",
  scope: {
    "conversations:read": "Unterhaltungen und Nachrichten lesen",
    "conversations:write": "Nachrichten schreiben und Unterhaltungen ändern",
    "customers:read": "Kunden lesen",
    "customers:write": "Kunden ändern",
    "changes:read": "Alle Änderungen live verfolgen",
    "settings:read": "Einstellungen lesen",
  },
  lasts: "Wie lange es gilt",
  days: { 30: "30 Tage", 90: "90 Tage", 365: "Ein Jahr", 0: "Bis es widerrufen wird" },

  revoke: "Widerrufen",
  revokeNamed: (name) => `Token von ${name} widerrufen`,
  revokeTitle: (name) => `Token von ${name} widerrufen?`,
  revokeText: "Das Programm hört sofort auf zu arbeiten. Was es geschrieben hat, bleibt.",
  revoked: (name) => `Das Token von ${name} ist widerrufen`,

  secretTitle: (name) => `Das Token für ${name}`,
  secretLead: "Kopiere es jetzt in die Einstellungen des Programms: Es wird nur dieses eine Mal gezeigt.",
  secret: "Token",
  copy: "Token kopieren",
  done: "Fertig",
};

export default de;
