/** The key that the browser names while an input method has it. */
const TAKEN_BY_INPUT_METHOD = 229;

/**
 * The key belongs to an input method, which is composing a word. Safari ends the composition before its last key goes
 * down, and tells only by the key code.
 */
export function isComposing({ isComposing, keyCode }: KeyboardEvent): boolean {
  return isComposing || keyCode === TAKEN_BY_INPUT_METHOD;
}
