import { catalogue } from "@/lib/words";

const en = {
  joinTitle: "Join the team",
  asAdmin: (name: string) => `${name} invites you to answer customers and to look after the settings.`,
  asAgent: (name: string) => `${name} invites you to answer customers.`,
  email: "Email",
  emailHint: "You will sign in with it.",
  name: "Your name",
  nameHint: "Customers read it above your messages.",
  nameMissing: "Enter your name.",
  password: "Password",
  passwordHint: "At least 10 characters. Four words that don't belong together are easy to keep in mind.",
  passwordShort: "Use at least 10 characters.",
  join: "Join",
  joining: "Joining…",

  linkTrouble: "This link doesn't work",
  noSuchLink: "It may be copied incompletely, or a newer link has replaced it. Ask for a new one.",
  toSignIn: "Go to the sign-in",

  resetTitle: "Choose a new password",
  resetLead: "It holds from now on, and you are signed out everywhere else.",
  newPassword: "New password",
  setPassword: "Set the password",
  setting: "Setting it…",
};

export type JoinWords = typeof en;
export const joinWords = catalogue(en, { de: () => import("./join.de") });
