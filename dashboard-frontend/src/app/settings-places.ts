import type { SettingsWords } from "@/words/settings";

/** A part of the settings, for whoever leads there: the list beside the pages, the command bar. */
export interface SettingsPlace {
  path: string;
  name: keyof SettingsWords & ("profile" | "agents" | "sites" | "cannedResponses" | "tags" | "apiTokens" | "audit");
  group: keyof SettingsWords & ("you" | "team" | "chat" | "access");
  forAdmins: boolean;
}

export const SETTINGS_PLACES: readonly SettingsPlace[] = [
  { path: "/settings/profile", name: "profile", group: "you", forAdmins: false },
  { path: "/settings/agents", name: "agents", group: "team", forAdmins: true },
  { path: "/settings/sites", name: "sites", group: "chat", forAdmins: true },
  { path: "/settings/canned-responses", name: "cannedResponses", group: "chat", forAdmins: false },
  { path: "/settings/tags", name: "tags", group: "chat", forAdmins: false },
  { path: "/settings/api-tokens", name: "apiTokens", group: "access", forAdmins: true },
  { path: "/settings/audit", name: "audit", group: "access", forAdmins: true },
];

/** The places that this agent may go to. */
export function settingsPlaces(role: string): SettingsPlace[] {
  return SETTINGS_PLACES.filter((place) => !place.forAdmins || role === "admin");
}
