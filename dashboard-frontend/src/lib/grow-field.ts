const GROWS_BY_ITSELF = typeof CSS !== "undefined" && CSS.supports?.("field-sizing", "content");

/** Makes a field as high as its text, up to what its style allows, where the browser does not do it by itself. */
export function growField(field: HTMLTextAreaElement | null): void {
  if (!field || GROWS_BY_ITSELF) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}
