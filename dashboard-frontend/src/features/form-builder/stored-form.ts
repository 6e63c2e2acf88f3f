import type { FormField, SetFormField } from "@stonechat/openapi/types";
import { LONGEST, limitOf, type Question } from "./questions";

/** The ids of questions by their keys. */
export type Ids = ReadonlyMap<string, string>;

export function idsOf(questions: readonly Question[]): Ids {
  return new Map(questions.map(({ id, key }) => [key, id]));
}

/** The form as it is edited. Questions keep the ids that they had when they were saved; others are known by their key. */
export function questionsOf(fields: readonly FormField[], ids: Ids): Question[] {
  const given = new Set(ids.values());
  const idOf = (key: string): string => ids.get(key) ?? (given.has(key) ? `another ${key}` : key);
  return fields.map(({ key, kind, label, help, required, max_length, options, shown_if }) => ({
    id: idOf(key),
    key,
    kind,
    label,
    help,
    required,
    max_length: LONGEST[kind] ? max_length : null,
    options,
    shown_if: shown_if && { id: idOf(shown_if.key), values: shown_if.values },
  }));
}

/** The form as it is sent, where rules name keys. One with faults is not sent. */
export function fieldsOf(questions: readonly Question[]): SetFormField[] {
  const keys = new Map(questions.map(({ id, key }) => [id, key]));
  return questions.map((question) => {
    const { id: _, shown_if, ...field } = question;
    const rule = shown_if && { key: keys.get(shown_if.id) ?? shown_if.id, values: shown_if.values };
    return { ...field, max_length: limitOf(question), shown_if: rule };
  });
}
