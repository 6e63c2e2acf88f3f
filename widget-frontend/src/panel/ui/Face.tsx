import { type ReactNode, useState } from "react";

interface FaceProps {
  name: string;
  /** The address of a picture. */
  picture?: string | null;
  small?: boolean;
}

/** A picture, or the initials of who has none, or of one that cannot be shown here. The name stands beside it. */
export function Face({ name, picture = null, small = false }: FaceProps): ReactNode {
  const [broken, setBroken] = useState<string | null>(null);
  const look = small ? "face small" : "face";
  if (picture && picture !== broken) {
    return <img className={look} src={picture} alt="" onError={() => setBroken(picture)} />;
  }
  const initials = (name.match(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu) ?? []).slice(0, small ? 1 : 2).join("");
  return (
    <span className={look} aria-hidden="true">
      {initials.toLocaleUpperCase()}
    </span>
  );
}
