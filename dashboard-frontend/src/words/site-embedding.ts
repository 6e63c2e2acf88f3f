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
};

export type SiteEmbeddingWords = typeof en;
export const siteEmbeddingWords = catalogue(en, { de: () => import("./site-embedding.de") });
