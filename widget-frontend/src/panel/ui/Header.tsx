import type { ReactNode } from "react";
import { words } from "../text/words";
import { Face } from "./Face";
import { BackIcon, CloseIcon } from "./icons";

interface HeaderProps {
  name: string;
  status: string;
  /** Null where there is nothing to go back to. */
  onBack: (() => void) | null;
  /** What else can be done here. */
  menu: ReactNode;
  onClose: () => void;
}

export function Header({ name, status, onBack, menu, onClose }: HeaderProps): ReactNode {
  return (
    <header className={onBack ? "header deep" : "header"}>
      {onBack && (
        <button type="button" className="quiet turns" aria-label={words.back} title={words.back} onClick={onBack}>
          <BackIcon />
        </button>
      )}
      <Face name={name} />
      <div className="title">
        <h1>
          <bdi>{name}</bdi>
        </h1>
        <p>{status}</p>
      </div>
      {menu}
      <button type="button" className="quiet" aria-label={words.close} title={words.close} onClick={onClose}>
        <CloseIcon />
      </button>
    </header>
  );
}
