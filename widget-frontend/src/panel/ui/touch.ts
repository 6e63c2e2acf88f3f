/** Fingers, not a mouse: Enter breaks the line there, and the focus calls up a keyboard. */
export function isTouch(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}
