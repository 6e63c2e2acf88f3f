import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { words } from "../text/words";
import { MoreIcon } from "../ui/icons";

export interface MenuItem {
  name: string;
  act: () => void;
}

/** What is seldom done, behind one button. Escape and a click elsewhere close it. */
export function Menu({ items }: { items: readonly MenuItem[] }): ReactNode {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  useEffect(() => {
    if (!open) return;
    place.current?.querySelector<HTMLElement>("li button")?.focus();
    const closeElsewhere = (event: Event): void => {
      if (!place.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", closeElsewhere);
    document.addEventListener("focusin", closeElsewhere);
    return () => {
      document.removeEventListener("pointerdown", closeElsewhere);
      document.removeEventListener("focusin", closeElsewhere);
    };
  }, [open]);

  const closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !open) return;
    // The same key would close the whole panel.
    event.stopPropagation();
    setOpen(false);
    button.current?.focus();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are pressed on the buttons in it.
    <div className="menu" ref={place} onKeyDown={closeOnEscape}>
      <button
        ref={button}
        type="button"
        className="quiet"
        aria-label={words.options}
        title={words.options}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <MoreIcon />
      </button>
      <ul id={id} hidden={!open}>
        {items.map(({ name, act }) => (
          <li key={name}>
            <button
              type="button"
              onClick={() => {
                setOpen(false);
                button.current?.focus();
                act();
              }}
            >
              {name}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
