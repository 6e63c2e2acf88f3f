const APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);

const PRINTED: Record<string, string> = {
  mod: APPLE ? "⌘" : "Ctrl",
  shift: "⇧",
  alt: APPLE ? "⌥" : "Alt",
  escape: "Esc",
  enter: "↵",
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
};

/**
 * One key press as the registry writes it: `k`, `mod+k`, `shift+e`, `?`. Shift is named only where the key is a letter
 * or has a name: to type `?` takes it on most keyboards and not on all. `mod` is ⌘ on Apple's keyboards, else Ctrl.
 */
export function pressed(event: KeyboardEvent): string {
  const key = event.key.toLowerCase();
  const nameOrLetter = key.length > 1 || key !== key.toUpperCase();
  const held = [
    (APPLE ? event.metaKey : event.ctrlKey) && "mod",
    event.altKey && "alt",
    event.shiftKey && nameOrLetter && "shift",
  ];
  return [...held.filter(Boolean), key].join("+");
}

/** What stands on the keys of a shortcut, one after the other: `g i` is "G" and "I". */
export function keysOf(shortcut: string): string[] {
  return shortcut.split(/[ +]/).map((key) => PRINTED[key] ?? key.toUpperCase());
}

/** Typed by one finger while reading: some people's voices and hands press such keys without meaning to. */
export function isSingle(shortcut: string): boolean {
  return shortcut
    .split(" ")
    .every((press) => !/^(mod|alt)\+/.test(press) && (press.split("+").at(-1)?.length ?? 0) === 1);
}
