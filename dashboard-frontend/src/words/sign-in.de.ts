import type { SignInWords } from "@/words/sign-in";

const de: SignInWords = {
  title: "Anmelden",
  lead: "Deine Kunden sind nur eine Nachricht entfernt.",
  email: "E-Mail",
  password: "Passwort",
  submit: "Anmelden",
  submitting: "Wird angemeldet…",
  emailMissing: "Gib deine E-Mail-Adresse ein.",
  emailStrange: "Das sieht nicht nach einer E-Mail-Adresse aus.",
  passwordMissing: "Gib dein Passwort ein.",
  wrong: "E-Mail und Passwort passen nicht zusammen. Prüfe beides und versuche es noch einmal.",
  offline: "Du bist offline. Stelle eine Verbindung her und versuche es noch einmal.",
  signedOutElsewhere: "Du hast dich in einem anderen Tab abgemeldet.",
  ended: "Deine Sitzung ist zu Ende. Melde dich an, um weiterzumachen; dein Text bleibt erhalten.",
  noCookie:
    "Dieser Browser nimmt das Cookie nicht an, das dich angemeldet hält. Erlaube Cookies für diese Seite und melde dich noch einmal an.",
};

export default de;
