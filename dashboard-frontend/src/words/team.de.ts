import { plural } from "@/lib/words";
import type { TeamWords } from "@/words/team";

const de: TeamWords = {
  title: "Teammitglieder",
  lead: "Wer deinen Kunden antwortet. Alle sehen alle Unterhaltungen; Admins ändern auch die Einstellungen.",
  invite: "Jemanden einladen",

  team: "Im Team",
  active: plural("de", { one: "# Person ist aktiv.", other: "# Personen sind aktiv." }),
  someSeats: (taken: number, seats: number) => `${taken} von ${seats} Plätzen belegt.`,
  allSeats: plural("de", { one: "Der einzige Platz ist belegt.", other: "Alle # Plätze sind belegt." }),
  seatsHint:
    "Damit noch jemand dazukommen kann, deaktiviere jemanden, oder wer Stonechat betreibt, erhöht AGENT_SEATS.",
  seatFirst: "Alle Plätze sind belegt. Der Link geht, sobald einer frei ist.",
  notLoaded: "Das Team ließ sich nicht laden",
  admin: "Admin",
  agent: "Teammitglied",
  inactive: "Deaktiviert",
  upTo: plural("de", { one: "Bekommt bis zu # Unterhaltung", other: "Bekommt bis zu # Unterhaltungen" }),
  alone: "Bisher bist du hier allein",
  aloneText: "Lade die Leute ein, die mit dir antworten. Sie bekommen einen Link, der eine Woche gilt.",

  actions: (name) => `Aktionen für ${name}`,
  edit: "Bearbeiten",
  makeReset: "Link für ein neues Passwort",
  deactivate: "Deaktivieren",
  activate: "Aktivieren",
  deactivated: (name) => `${name} ist deaktiviert`,
  activated: (name) => `${name} ist wieder aktiv`,
  deactivateTitle: (name) => `${name} deaktivieren?`,
  deactivateText:
    "Die Person wird sofort abgemeldet, ihre offenen Unterhaltungen warten auf jemand anderen, und ihr Platz wird frei. Was sie geschrieben hat, bleibt.",

  editTitle: (name) => `${name} bearbeiten`,
  name: "Name",
  nameMissing: "Gib einen Namen ein.",
  role: "Rolle",
  adminHint: "Antwortet Kunden und ändert alle Einstellungen.",
  agentHint: "Antwortet Kunden.",
  capacity: "Unterhaltungen gleichzeitig",
  capacityHint:
    "So viele offene Unterhaltungen werden der Person von selbst zugewiesen. Mehr übernehmen kann sie immer. Leer heißt: ohne Grenze.",
  capacityWrong: "Gib eine ganze Zahl von 0 bis 1000 ein, oder nichts.",
  agentSaved: (name) => `${name} ist gespeichert`,
  lesserAdmin: "Die Person wird einmal abgemeldet, damit die neue Rolle überall gilt.",

  invitations: "Einladungen",
  invitationsLead: "Mit diesen Links ist noch niemand gekommen.",
  invitationsNotLoaded: "Die Einladungen ließen sich nicht laden",
  noInvitations: "Keine Einladung ist offen.",
  inviteTitle: "Jemanden einladen",
  inviteLead: "Du bekommst einen Link, den du weitergibst. Er gilt eine Woche und nur einmal.",
  email: "E-Mail",
  emailMissing: "Gib eine E-Mail-Adresse ein.",
  makeLink: "Link erstellen",
  expires: (when) => `Gilt bis ${when}`,
  expired: (when) => `Abgelaufen: ${when}`,
  renew: "Neuer Link",
  renewFor: (email) => `Neuer Link für ${email}`,
  revoke: "Widerrufen",
  revokeFor: (email) => `Einladung von ${email} widerrufen`,
  revoked: (email) => `Die Einladung von ${email} ist widerrufen`,
  invitedBy: (name) => `eingeladen von ${name}`,

  linkTitle: (email) => `Der Link für ${email}`,
  linkLead:
    "Kopiere ihn jetzt: Er wird nur dieses eine Mal gezeigt. Gib ihn niemand anderem, denn wer ihn hat, kommt hinein.",
  resetTitle: (name) => `Ein neues Passwort für ${name}`,
  resetLead: "Kopiere den Link jetzt: Er wird nur dieses eine Mal gezeigt und gilt einen Tag. Gib ihn niemand anderem.",
  link: "Link",
  copyLink: "Link kopieren",
  done: "Fertig",
};

export default de;
