import type { ReactNode } from "react";
import { splitLinks } from "../text/links";

/** Plain text whose web addresses can be followed, without a way back into the page. */
export function LinkedText({ text }: { text: string }): ReactNode {
  return splitLinks(text).map((part, index) =>
    part.href === null ? (
      part.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name, and never change places.
      <a key={index} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
        {part.text}
      </a>
    ),
  );
}
