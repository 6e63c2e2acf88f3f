import { catalogue, plural } from "@/lib/words";

const en = {
  sites: "Sites",
  sitesLead: "Each website with its own look, form, hours and rules.",
  make: "Add a site",
  notLoaded: "The sites didn't load",
  archived: "Archived",
  anybodyMayEmbed: "Any website may embed it",
  origins: plural("en", { one: "# address may embed it", other: "# addresses may embed it" }),
  makeTitle: "Add a site",
  makeLead: "You can change all of it later.",
  name: "Name",
  nameHint: "Customers read it at the top of the chat.",
  nameMissing: "Give the site a name.",
  address: "Its address",
  addressHint: "As https://shop.example. Only pages there may show the chat; leave it empty to decide later.",
  cancel: "Cancel",
  missing: "This site isn't here",
  missingText: "The link may be mistyped.",
  toSites: "Go to the sites",
  back: "All sites",

  look: "Look and words",
  embedding: "Embedding",
  form: "Form",
  hours: "Office hours",
  assignment: "Assignment",
  retention: "Retention",
  keys: "Keys",

  notSaved: "Not saved yet",
  discard: "Discard",
  save: "Save",
  saving: "Saving…",
  saved: "Saved",
  numberWrong: "A number isn't right yet. Correct it, then save.",
  writesOver: "Somebody else changed this meanwhile. Saving writes over their change; discard yours to see it.",
};

export type SiteWords = typeof en;
export const siteWords = catalogue(en, { de: () => import("./site.de") });
