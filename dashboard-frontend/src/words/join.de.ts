import type { JoinWords } from "@/words/join";

const de: JoinWords = {
  joinTitle: "Komm ins Team",
  asAdmin: (name) => `${name} lädt dich ein, Kunden zu antworten und dich um die Einstellungen zu kümmern.`,
  asAgent: (name) => `${name} lädt dich ein, Kunden zu antworten.`,
  email: "E-Mail",
  emailHint: "Damit meldest du dich an.",
  name: "Dein Name",
  nameHint: "Kunden lesen ihn über deinen Nachrichten.",
  nameMissing: "Gib deinen Namen ein.",
  password: "Passwort",
  passwordHint: "Mindestens 10 Zeichen. Vier Wörter, die nicht zusammengehören, merkt man sich leicht.",
  passwordShort: "Nimm mindestens 10 Zeichen.",
  join: "Mitmachen",
  joining: "Einen Moment…",

  linkTrouble: "Dieser Link geht nicht",
  noSuchLink: "Vielleicht ist er unvollständig kopiert, oder ein neuerer Link hat ihn ersetzt. Bitte um einen neuen.",
  toSignIn: "Zur Anmeldung",

  resetTitle: "Wähle ein neues Passwort",
  resetLead: "Es gilt ab sofort, und du wirst überall sonst abgemeldet.",
  newPassword: "Neues Passwort",
  setPassword: "Passwort setzen",
  setting: "Wird gesetzt…",
};

export default de;
