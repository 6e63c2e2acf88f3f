import { catalogue } from "@/lib/words";

const en = {
  title: "Sign in",
  lead: "Your customers are a message away.",
  email: "Email",
  password: "Password",
  submit: "Sign in",
  submitting: "Signing in…",
  emailMissing: "Enter your email address.",
  emailStrange: "This doesn't look like an email address.",
  passwordMissing: "Enter your password.",
  wrong: "This email and password don't belong together. Check both and try again.",
  offline: "You're offline. Connect to the internet and try again.",
  signedOutElsewhere: "You signed out in another tab.",
  ended: "Your session has ended. Sign in to go on; what you typed is kept.",
  noCookie:
    "This browser refuses the cookie that keeps you signed in. Allow cookies for this page, then sign in again.",
};

export type SignInWords = typeof en;
export const signInWords = catalogue(en, { de: () => import("./sign-in.de") });
