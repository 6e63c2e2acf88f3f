/** What a canned response's shortcut is made of: letters of any script with their marks, digits, _ and -. */
export const SHORTCUT_SIGNS = String.raw`[\p{L}\p{M}\p{Nd}_-]`;
