import { ApiError } from "@stonechat/openapi/client";

/** What to tell a person about an error: what happened and what to do. */
export function sentenceFor(error: unknown): string {
  if (!(error instanceof ApiError) || error.status === 0) {
    return "We can't reach the server. Check your connection and try again.";
  }
  if (error.status === 429) return "That was a lot at once. Wait a moment and try again.";
  if (error.status >= 500) return "The server has a problem. Try again in a moment.";
  return error.problem?.detail || "That didn't work. Try again.";
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof ApiError && error.problem?.code === code;
}

/** There is no such thing, or its id is none at all, as in a mistyped address. */
export function isMissing(error: unknown): boolean {
  return error instanceof ApiError && [400, 404, 422].includes(error.status);
}
