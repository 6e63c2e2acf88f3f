import { later } from "@/lib/later";

/** Asked for with the menu of a message, so that the words are there to be changed when "Edit" is chosen. */
export const EditField = later(async () => (await import("./edit-field")).EditField);
