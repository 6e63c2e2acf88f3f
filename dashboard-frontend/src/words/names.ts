import { commonWords } from "@/words/common";

interface Person {
  name: string | null;
  email: string | null;
  phone: string | null;
}

/** What to call somebody who may have told us nothing about themselves. */
export function displayName(person: Person | undefined): string {
  return person?.name?.trim() || person?.email || person?.phone || commonWords.now().visitor;
}
