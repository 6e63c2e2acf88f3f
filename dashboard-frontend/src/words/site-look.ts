import { catalogue } from "@/lib/words";

const en = {
  title: "Look and words",
  lead: "What customers see of you before they write, and where.",
  site: "Site",
  name: "Name",
  nameHint: "Customers read it at the top of the chat.",
  color: "Color",
  pickColor: "Pick a color",
  colorHint: "The button and what customers write. The text on it is chosen so that it can be read.",
  colorWrong: "Write a color as #c2410c.",
  position: "Where the button is",
  right: "Right",
  left: "Left",
  country: "Country",
  countryHint: "Phone numbers without a country code are from there.",
  noCountry: "None",

  words: "Words",
  greeting: "Greeting",
  greetingHint: "The first thing that customers read.",
  away: "While nobody is there",
  awayHint: "Leave it empty for the chat's own words, which say when you are back.",
  languages: "Other languages",
  languagesLead: "The chat speaks the page's language. Without words of yours for it, customers read those above.",
  addLanguage: "Add a language",
  searchLanguage: "Search for a language",
  noLanguage: "No such language.",
  removeLanguage: (name: string) => `Remove ${name}`,
  asAbove: "As above",

  archive: "Archive this site",
  archiveLead: "Its chat opens no more. What was written stays, and you can bring it back.",
  archiveTitle: (name: string) => `Archive ${name}?`,
  archiveText: "The chat disappears from its pages at once. Conversations stay in your inbox.",
  archived: (name: string) => `${name} is archived`,
  restore: "Bring this site back",
  restoreLead: "This site is archived: its chat opens nowhere.",
  restored: (name: string) => `${name} is back`,

  preview: "Preview",
  previewHint: "So it looks on your site. The words are those that you type.",
  previewOpen: "During office hours",
  previewAway: "While nobody is there",
  previewOwn: "Your words",
  previewReply: "Hello, do you deliver on Saturdays?",
  previewWrite: "Write a message",
  previewHere: "We reply right here",
  previewAwayDefault: "We’re away right now.",
};

export type SiteLookWords = typeof en;
export const siteLookWords = catalogue(en, { de: () => import("./site-look.de") });
