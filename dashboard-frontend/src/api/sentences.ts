import { ApiError } from "@stonechat/openapi/client";
import { commonWords } from "@/words/common";

/** What to tell a person about an error: what happened and what to do. */
export function sentenceFor(error: unknown): string {
  const { problem: words, problems } = commonWords.now();
  if (!(error instanceof ApiError) || error.status === 0) return words.unreachable;
  if (error.status === 429) return words.tooMuch;
  if (error.status >= 500) return words.server;
  const code = error.problem?.code ?? "";
  return problems[code] ?? (words.field === null ? error.problem?.detail || words.other : words.other);
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof ApiError && error.problem?.code === code;
}

/** There is no such thing, or its id is none at all, as in a mistyped address. */
export function isMissing(error: unknown): boolean {
  return error instanceof ApiError && [400, 404, 422].includes(error.status);
}

/** What is wrong with the fields of a form, by the JSON pointer of each: `/name`, `/fields/2/label`. */
export type FieldProblems = Readonly<Record<string, string>>;

/** Empty where the error is about no field: then `sentenceFor` says it. */
export function fieldProblems(error: unknown): FieldProblems {
  if (!(error instanceof ApiError) || !error.problem) return {};
  const { problem: words, problems, fieldProblems: known } = commonWords.now();
  const inGeneral = problems[error.problem.code] ?? words.field;
  return Object.fromEntries(
    error.problem.errors.map(({ pointer, detail }) => [pointer, known[detail] ?? inGeneral ?? detail]),
  );
}
