import type { SiteEmbeddingWords } from "@/words/site-embedding";

const de: SiteEmbeddingWords = {
  title: "Einbinden",
  lead: "Eine Zeile auf jeder Seite, die den Chat haben soll.",
  snippet: "Die Zeile für deine Seiten",
  snippetLead:
    "Setze sie irgendwo zwischen <body> und </body>. Üblich ist ein Tag-Manager oder die Vorlage deiner Website.",
  widgetAddress: "Wo die Dateien des Widgets liegen",
  widgetAddressHint: "Die Adresse, unter der widget.js liegt, wie https://widget.example.com.",
  widgetAddressWrong: "Schreibe sie wie https://widget.example.com, ohne das, was danach kommt.",
  code: "Die Zeile",
  copy: "Zeile kopieren",
  needsAddress: "Trage oben die Adresse ein, dann erscheint die Zeile hier.",
  archived: "Diese Website ist archiviert: Ihr Chat öffnet sich nirgends, bis du sie zurückholst.",

  origins: "Wer diesen Chat zeigen darf",
  originsLead: "Nur Seiten unter diesen Adressen. Das hält andere Websites ab, aber keine Programme.",
  anybody: "Jede Website darf diesen Chat zeigen",
  anybodyText: "Zum Ausprobieren ist das in Ordnung. Trage die Adresse deiner Website ein, bevor dir Kunden schreiben.",
  origin: (number) => `Adresse ${number}`,
  originHint: "Mit https:// und ohne das, was danach kommt. Eine Subdomain ist eine eigene Adresse.",
  add: "Adresse hinzufügen",
  remove: (origin) => (origin === "" ? "Diese Adresse entfernen" : `${origin} entfernen`),
  check: "Funktioniert es?",
  checkLead: "Wir öffnen deine Seite und sehen nach, ob sich der Chat darauf hier meldet.",
  checkAddress: "Seite, die geöffnet wird",
  checkAddressHint: "Wie https://shop.example/cart.",
  checkAddressWrong: "Schreibe die ganze Adresse, mit https://.",
  checkIt: "Prüfen",
  stop: "Aufhören",
  waiting: "Wir warten auf deine Seite. Zeige dort auf den Knopf des Chats: Vorher fragt er nach nichts.",
  works: (origin) => `Es funktioniert: Der Chat wurde auf ${origin} geöffnet.`,
  refused: (origin) => `Die Zeile ist da, aber ${origin} darf diesen Chat nicht zeigen.`,
  allow: (origin) => `${origin} erlauben`,
  nothing:
    "In zwei Minuten kam nichts. Steht die Zeile auf dieser Seite, mit der Kennung dieser Website? Hast du auf den Knopf des Chats gezeigt? Lässt die Sicherheitsrichtlinie der Seite widget.js und die API durch?",
  seen: "Wo er geöffnet wurde",
  seenAllowed: (when) => `geöffnet: ${when}`,
  seenRefused: (when) => `abgelehnt: ${when}`,
  seenNotLoaded: "Diese Liste ließ sich nicht laden",
  seenNowhere: "Er wurde noch nirgends geöffnet.",
};

export default de;
