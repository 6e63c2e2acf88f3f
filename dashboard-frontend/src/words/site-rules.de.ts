import { plural } from "@/lib/words";
import type { SiteRulesWords } from "@/words/site-rules";

const de: SiteRulesWords = {
  hours: {
    title: "Zeiten",
    lead: "Wann Kunden mit einer Antwort rechnen können. Sonst sagt der Chat, wann ihr zurück seid.",
    when: "Wann ihr antwortet",
    always: "Immer",
    alwaysHint: "Der Chat sagt nie wegen der Uhrzeit, dass niemand da ist.",
    weekly: "Zu bestimmten Zeiten",
    weeklyHint: "Jede Woche gleich, nach der Uhr in der Zeitzone der Website.",
    zone: "Zeitzone",
    zoneSearch: "Nach einer Stadt suchen",
    zoneNone: "Keine solche Stadt.",
    zoneNow: (time) => `Dort ist es jetzt ${time}.`,
    week: "Die Woche",
    closed: "Geschlossen",
    opens: (day) => `${day} öffnet`,
    closes: (day) => `${day} schließt`,
    until: "bis",
    add: (day) => `Zeiten am ${day} hinzufügen`,
    remove: (day, from, to) => `${from} bis ${to} am ${day} entfernen`,
    nextDay: "am nächsten Tag",
    same: "Öffnet und schließt zur gleichen Zeit. Für einen ganzen Tag schreibe 00:00 bis 00:00.",
    never: "Ohne Zeiten sagt der Chat immer, dass niemand da ist.",
    copy: "Dienstag bis Freitag wie Montag",
  },

  assignment: {
    title: "Zuweisung",
    lead: "Wer eine neue Unterhaltung bekommt.",
    mode: "Neue Unterhaltungen",
    manual: "Warten, bis jemand sie übernimmt",
    manualHint: "Sie stehen unter „Offen für alle“.",
    roundRobin: "Gehen reihum an die, die da sind",
    roundRobinHint: "Nur an Teammitglieder, die online sind und Platz haben.",
    leastLoaded: "Gehen an die, die am wenigsten haben",
    leastLoadedHint: "Nur an Teammitglieder, die online sind und Platz haben.",
    offline: "Wenn jemand offline geht",
    requeue: "Die offenen Unterhaltungen jemand anderem geben",
    requeueHint: "Damit kein Kunde auf jemanden wartet, der nicht da ist.",
    requeueAfter: "Nach wie vielen Minuten",
    reopen: "Wenn ein Kunde wieder schreibt",
    reopenLead:
      "Eine Nachricht öffnet eine erledigte Unterhaltung noch einige Tage lang wieder. Danach beginnt sie eine neue.",
    reopenDays: "Tage",
  },

  retention: {
    title: "Aufbewahrung",
    lead: "Wie lange Unterhaltungen bleiben. Behalte sie nicht länger als nötig.",
    keep: "Erledigte Unterhaltungen",
    forget: "Nach einiger Zeit löschen",
    forgetHint: "Mit allem, was darin steht. Niemand kann sie zurückholen.",
    days: "Tage, nachdem sie erledigt wurden",
    sure: plural("de", {
      one: "Was vor mehr als # Tag erledigt wurde, wird kurz nach dem Speichern gelöscht, auch was schon da ist.",
      other: "Was vor mehr als # Tagen erledigt wurde, wird kurz nach dem Speichern gelöscht, auch was schon da ist.",
    }),
    ever: "Jetzt bleiben sie für immer, bis jemand eine löscht.",
  },

  keys: {
    title: "Schlüssel für geprüfte Identität",
    lead: "Mit einem Schlüssel kann der Server deiner Website uns beweisen, wer ein Kunde ist. Wie, steht in der Anleitung zum Einbinden.",
    make: "Schlüssel anlegen",
    notLoaded: "Die Schlüssel ließen sich nicht laden",
    empty: "Noch kein Schlüssel",
    emptyText: "Ohne einen gilt, was Kunden über sich sagen. Das Team sieht dann kein Zeichen der Prüfung.",
    made: (when) => `Angelegt: ${when}`,
    revokedAt: (when) => `Widerrufen: ${when}`,
    key: (id) => `Schlüssel ${id}`,
    revoke: "Widerrufen",
    revokeNamed: (id) => `Schlüssel ${id} widerrufen`,
    revokeTitle: "Diesen Schlüssel widerrufen?",
    revokeText:
      "Was er unterschrieben hat, wird nicht mehr geglaubt. Lass deinen Server zuerst einen anderen verwenden.",
    revoked: "Der Schlüssel ist widerrufen",
    secretTitle: "Dein neuer Schlüssel",
    secretLead:
      "Kopiere ihn jetzt in die Einstellungen deines Servers: Er wird nur dieses eine Mal gezeigt. In einen Browser darf er nie kommen.",
    secret: "Geheimnis",
    copy: "Geheimnis kopieren",
    done: "Fertig",
  },
};

export default de;
