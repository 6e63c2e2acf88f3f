import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import { isComposing } from "@/lib/is-composing";
import { Listeners } from "@/lib/listeners";
import { isSingle, pressed } from "@/lib/shortcuts/keys";
import { storage } from "@/lib/storage";

/** Something that can be done right now, by a key, from the sheet of shortcuts or from the command bar. */
export interface Action {
  /** A verb and its object: "Resolve the conversation". */
  label: string;
  /** Where it belongs, in words: the heading in the sheet. */
  group: string;
  /** `e`, `mod+k`, `g i`; without keys it is only in the command bar. */
  keys?: string;
  run: () => void;
  /** It also works while somebody types; only for keys that type nothing. */
  inFields?: boolean;
  /** It also works while a dialog lies over the page. */
  inDialogs?: boolean;
  /** Holding the key down does it again. */
  repeats?: boolean;
}

const SEQUENCE_MS = 1_200;
const SINGLE_KEYS = "stonechat.single_keys";
const listeners = new Listeners();
let actions: readonly Action[] = [];
let typed: readonly string[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

/** Offers an action for as long as the component is there; null offers none. Of two with the same keys the later wins. */
export function useAction(action: Action | null): void {
  const latest = useRef(action);
  // Before it is painted: a key does what the page shows.
  useLayoutEffect(() => {
    latest.current = action;
  });
  const { label, group, keys, inFields, inDialogs, repeats } = action ?? {};
  useEffect(() => {
    if (label === undefined || group === undefined) return;
    return offer({
      label,
      group,
      run: () => latest.current?.run(),
      ...(keys !== undefined && { keys }),
      ...(inFields !== undefined && { inFields }),
      ...(inDialogs !== undefined && { inDialogs }),
      ...(repeats !== undefined && { repeats }),
    });
  }, [label, group, keys, inFields, inDialogs, repeats]);
}

/** All that can be done now, in the order in which it was offered. */
export function useActions(): readonly Action[] {
  return useSyncExternalStore(listeners.subscribe, () => actions);
}

/** Keys without Ctrl can be switched off, as WCAG 2.1.4 asks; the choice is kept on this browser. */
export function singleKeysOn(): boolean {
  return storage.get(SINGLE_KEYS) !== "off";
}

export function switchSingleKeys(on: boolean): void {
  if (on) storage.remove(SINGLE_KEYS);
  else storage.set(SINGLE_KEYS, "off");
  listeners.announce();
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore(listeners.subscribe, singleKeysOn);
}

function offer(action: Action): () => void {
  if (actions.length === 0) document.addEventListener("keydown", hear);
  actions = [...actions, action];
  listeners.announce();
  return () => {
    actions = actions.filter((other) => other !== action);
    if (actions.length === 0) document.removeEventListener("keydown", hear);
    listeners.announce();
  };
}

function hear(event: KeyboardEvent): void {
  if (event.defaultPrevented || isComposing(event) || isOnlyHeld(event.key)) return;
  const typing = isField(event.target);
  // What lies over the page is dealt with first.
  const covered = document.querySelector("dialog[open]") !== null;
  const able = actions.filter(
    (action) =>
      action.keys !== undefined &&
      (!typing || action.inFields === true) &&
      (!covered || action.inDialogs === true) &&
      (!event.repeat || action.repeats === true) &&
      (singleKeysOn() || !isSingle(action.keys)),
  );
  const press = pressed(event);
  const found = match(able, [...typed, press]) ?? match(able, [press]);
  clearTimeout(timer);
  typed = found?.waiting ?? [];
  if (!found) return;
  if (found.waiting) {
    timer = setTimeout(() => {
      typed = [];
    }, SEQUENCE_MS);
    return;
  }
  event.preventDefault();
  found.action.run();
}

type Match = { action: Action; waiting?: never } | { waiting: readonly string[] };

function match(able: readonly Action[], presses: readonly string[]): Match | null {
  const keys = presses.join(" ");
  const action = able.findLast((each) => each.keys === keys);
  if (action) return { action };
  return able.some((each) => each.keys?.startsWith(`${keys} `)) ? { waiting: presses } : null;
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return (
    target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit", "color"].includes(target.type)
  );
}

function isOnlyHeld(key: string): boolean {
  return ["Shift", "Control", "Alt", "Meta"].includes(key);
}
