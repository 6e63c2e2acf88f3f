import { useState } from "react";

/** A part of a conversation's head that is chosen from a list. */
export type HeadPart = "assignee" | "tags" | "priority" | "snooze";

/** Which part is open to choose from; one at a time. */
export interface OpenPart {
  part: HeadPart | null;
  open: (part: HeadPart | null) => void;
}

export function useOpenPart(): OpenPart {
  const [part, open] = useState<HeadPart | null>(null);
  return { part, open };
}
