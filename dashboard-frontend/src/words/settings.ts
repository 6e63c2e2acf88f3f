import { catalogue } from "@/lib/words";

const en = {
  title: "Settings",
  back: "Back to settings",
  you: "You",
  team: "Team",
  chat: "Chat",
  access: "Access",
  profile: "Your profile",
  agents: "Agents",
  sites: "Sites",
  cannedResponses: "Canned responses",
  tags: "Tags",
  apiTokens: "API tokens",
  audit: "Audit log",
  adminsOnly: "This page is for admins",
  adminsOnlyText: "Ask one of your admins, or have them make you one.",
  toProfile: "Go to your profile",
};

export type SettingsWords = typeof en;
export const settingsWords = catalogue(en, { de: () => import("./settings.de") });
