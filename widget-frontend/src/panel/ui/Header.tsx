import type { ReactNode } from "react";
import { words } from "../text/words";
import { Face } from "./Face";
import { CloseIcon } from "./icons";

interface HeaderProps {
  name: string;
  status: string;
  onClose: () => void;
}

export function Header({ name, status, onClose }: HeaderProps): ReactNode {
  return (
    <header className="header">
      <Face name={name} />
      <div className="title">
        <h1 dir="auto">{name}</h1>
        <p>{status}</p>
      </div>
      <button type="button" className="quiet" aria-label={words.close} title={words.close} onClick={onClose}>
        <CloseIcon />
      </button>
    </header>
  );
}
