import { plural } from "@/lib/words";
import type { SiteWords } from "@/words/site";

const de: SiteWords = {
  sites: "Websites",
  sitesLead: "Jede Website mit eigenem Aussehen, Formular, Zeiten und Regeln.",
  make: "Website hinzufügen",
  notLoaded: "Die Websites ließen sich nicht laden",
  archived: "Archiviert",
  anybodyMayEmbed: "Jede Website darf sie einbinden",
  origins: plural("de", { one: "# Adresse darf sie einbinden", other: "# Adressen dürfen sie einbinden" }),
  makeTitle: "Website hinzufügen",
  makeLead: "Du kannst später alles ändern.",
  name: "Name",
  nameHint: "Kunden lesen ihn oben im Chat.",
  nameMissing: "Gib der Website einen Namen.",
  address: "Ihre Adresse",
  addressHint:
    "Wie https://shop.example. Nur Seiten dort dürfen den Chat zeigen; lass es leer, um später zu entscheiden.",
  cancel: "Abbrechen",
  missing: "Diese Website gibt es hier nicht",
  missingText: "Vielleicht ist der Link falsch geschrieben.",
  toSites: "Zu den Websites",
  back: "Alle Websites",

  look: "Aussehen und Worte",
  embedding: "Einbinden",
  form: "Formular",
  hours: "Zeiten",
  assignment: "Zuweisung",
  retention: "Aufbewahrung",
  keys: "Schlüssel",

  notSaved: "Noch nicht gespeichert",
  discard: "Verwerfen",
  save: "Speichern",
  saving: "Wird gespeichert…",
  saved: "Gespeichert",
  numberWrong: "Eine Zahl stimmt noch nicht. Korrigiere sie und speichere dann.",
  writesOver:
    "Jemand anderes hat das inzwischen geändert. Speichern überschreibt die andere Änderung; verwirf deine, um sie zu sehen.",
};

export default de;
