import type { SettingsWords } from "@/words/settings";

const de: SettingsWords = {
  title: "Einstellungen",
  back: "Zurück zu den Einstellungen",
  you: "Du",
  team: "Team",
  chat: "Chat",
  access: "Zugang",
  profile: "Dein Profil",
  agents: "Teammitglieder",
  sites: "Websites",
  cannedResponses: "Textbausteine",
  tags: "Tags",
  apiTokens: "API-Tokens",
  audit: "Protokoll",
  adminsOnly: "Diese Seite ist für Admins",
  adminsOnlyText: "Frage jemanden mit Admin-Rechten, oder lass dich dazu machen.",
  toProfile: "Zu deinem Profil",
};

export default de;
