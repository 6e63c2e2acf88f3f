/**
 * Puts text in the place of a part of a field, as if it had been typed: undo takes it back, where the browser allows it,
 * and the field's listeners hear of it.
 */
export function insertText(field: HTMLTextAreaElement, text: string, from: number, to: number): void {
  field.focus({ preventScroll: true });
  field.setSelectionRange(from, to);
  // Nothing else writes into the browser's own list of what can be undone.
  const typed = typeof document.execCommand === "function" && document.execCommand("insertText", false, text);
  if (typed) return;
  field.setRangeText(text, from, to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
