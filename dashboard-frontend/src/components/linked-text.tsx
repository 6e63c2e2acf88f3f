import { linkify } from "@/lib/linkify";

/** Text as it was typed, with its links. They open elsewhere and tell the other site nothing of us. */
export function LinkedText({ text }: { text: string }) {
  return linkify(text).map((part, at) =>
    part.kind === "link" ? (
      <a
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change their places.
        key={at}
        href={part.href}
        target="_blank"
        rel="noopener noreferrer"
        className="underline decoration-1 underline-offset-2 hover:decoration-2"
      >
        {part.text}
      </a>
    ) : (
      part.text
    ),
  );
}
