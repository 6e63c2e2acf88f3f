import type { ReactNode } from "react";
import { words } from "../text/words";
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

/** A face of initials, until people have pictures. */
export function Face({ name, small = false }: { name: string; small?: boolean }): ReactNode {
  const initials = (name.match(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu) ?? []).slice(0, small ? 1 : 2).join("");
  return (
    <span className={small ? "face small" : "face"} aria-hidden="true">
      {initials.toLocaleUpperCase()}
    </span>
  );
}
