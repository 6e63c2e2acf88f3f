import { catalogue } from "@/lib/words";

const en = {
  title: "Embedding",
  lead: "One line on each page that shall have the chat.",
  snippet: "The line for your pages",
  snippetLead: "Put it anywhere between <body> and </body>. A tag manager or your site's template is the usual place.",
  widgetAddress: "Where the widget's files are",
  widgetAddressHint: "The address at which whoever runs Stonechat put widget.js, as https://widget.example.com.",
  widgetAddressWrong: "Write it as https://widget.example.com, without what comes after the host.",
  code: "The line",
  copy: "Copy the line",
  needsAddress: "Fill in the address above, and the line appears here.",
  archived: "This site is archived: its chat opens nowhere until you bring it back.",

  origins: "Who may show this chat",
  originsLead: "Only pages at these addresses. This stops other websites, though not programs.",
  anybody: "Any website may show this chat",
  anybodyText: "That is fine while you try it out. Add your site's address before customers write to you.",
  origin: (number: number) => `Address ${number}`,
  originHint: "With https:// and without what comes after the host. A subdomain is an address of its own.",
  add: "Add an address",
  remove: (origin: string) => (origin === "" ? "Remove this address" : `Remove ${origin}`),
  check: "Does it work?",
  checkLead: "We open your page, and see whether the chat on it reports here.",
  checkAddress: "Page to open",
  checkAddressHint: "As https://shop.example/cart.",
  checkAddressWrong: "Write the whole address, with https://.",
  checkIt: "Check it",
  stop: "Stop",
  waiting: "Waiting for your page. Point at the chat's button there: before that it asks for nothing.",
  works: (origin: string) => `It works: the chat was opened at ${origin}.`,
  refused: (origin: string) => `The line is there, but ${origin} may not show this chat.`,
  allow: (origin: string) => `Allow ${origin}`,
  nothing:
    "Nothing came in two minutes. Is the line on that page, with this site's id? Did you point at the chat's button? Does the page's security policy let widget.js and the API through?",
  seen: "Where it was opened",
  seenAllowed: (when: string) => `opened ${when}`,
  seenRefused: (when: string) => `refused ${when}`,
  seenNotLoaded: "This list didn't load",
  seenNowhere: "It was opened nowhere yet.",
};

export type SiteEmbeddingWords = typeof en;
export const siteEmbeddingWords = catalogue(en, { de: () => import("./site-embedding.de") });
