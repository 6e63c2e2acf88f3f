import { catalogue } from "@/lib/words";

const en = {
  title: "Tags",
  lead: "Words to sort conversations and customers by. Everybody on the team uses the same ones.",
  make: "Add a tag",
  notLoaded: "The tags didn't load",
  empty: "No tag yet",
  emptyText: "Add a few that your team would look for later, such as “return” or “complaint”.",

  makeTitle: "Add a tag",
  editTitle: (name: string) => `Edit ${name}`,
  name: "Name",
  nameMissing: "Give the tag a name.",
  color: "Color",
  pickColor: "Pick a color",
  colorWrong: "Write a color as #c2410c.",
  save: "Save",
  saved: (name: string) => `${name} is saved`,

  edit: (name: string) => `Edit ${name}`,
  delete: (name: string) => `Delete ${name}`,
  deleteTitle: (name: string) => `Delete ${name}?`,
  deleteText: "It disappears from all conversations and customers. They themselves stay as they are.",
  deleted: (name: string) => `${name} is deleted`,
};

export type TagsWords = typeof en;
export const tagsWords = catalogue(en, { de: () => import("./tags.de") });
