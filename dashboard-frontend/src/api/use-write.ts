import { type QueryClient, type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type FieldProblems, fieldProblems, sentenceFor } from "@/api/sentences";
import { type ToastContent, useToast } from "@/lib/toasts";
import { commonWords } from "@/words/common";

type TakeBack = () => void;
type End = () => void;

interface WriteOptions<Input, Answer> {
  /** The request. It may be sent again with the same input: what it makes takes its id from there. */
  write: (input: Input) => Promise<Answer>;
  /** Shows the outcome before the answer, and says how to take that back; see `showAhead`. */
  ahead?: (cache: QueryClient, input: Input) => TakeBack;
  /** The same for what may change again before the answer: shows the outcome until its end is called; see `Ahead`. */
  meanwhile?: (cache: QueryClient, input: Input) => End;
  /** Puts the answer where it belongs. */
  keep?: (cache: QueryClient, answer: Answer, input: Input) => void;
  /** What else follows from a refusal. */
  refused?: (cache: QueryClient, error: unknown) => void;
  /** What is said when it is done, with an undo where there is one. */
  said?: (answer: Answer, input: Input) => ToastContent;
  /** Writes of the same name wait for each other: two quick changes of one thing arrive in order. */
  inOrder?: string;
  /** The form says what went wrong itself, so that no toast does. */
  inForm?: boolean;
}

export interface Write<Input, Answer> {
  /** The answer, or null when it failed; it never rejects. */
  run: (input: Input) => Promise<Answer | null>;
  pending: boolean;
  error: unknown;
  /** What is wrong with single fields, by JSON pointer. */
  fields: FieldProblems;
  /** What went wrong, as a sentence, where no single field is the cause. */
  problem: string | null;
  /** Forgets what went wrong. */
  clear: () => void;
}

/**
 * A change that is seen at once. When the server refuses it, what was shown is taken back, and the agent hears why: at
 * the field where it is about one, else in a toast that offers to try again.
 */
export function useWrite<Input, Answer>(options: WriteOptions<Input, Answer>): Write<Input, Answer> {
  const cache = useQueryClient();
  const say = useToast();
  const [error, setError] = useState<unknown>(null);
  const { mutateAsync, isPending } = useMutation({
    mutationFn: options.write,
    networkMode: "always",
    ...(options.inOrder !== undefined && { scope: { id: options.inOrder } }),
  });

  async function run(input: Input): Promise<Answer | null> {
    const takeBack = options.ahead?.(cache, input);
    const end = options.meanwhile?.(cache, input);
    setError(null);
    try {
      const answer = await mutateAsync(input);
      options.keep?.(cache, answer, input);
      const done = options.said?.(answer, input);
      if (done) say(done);
      return answer;
    } catch (failure) {
      takeBack?.();
      setError(failure);
      options.refused?.(cache, failure);
      const atFields = Object.keys(fieldProblems(failure)).length > 0;
      if (!options.inForm && !atFields) {
        const action = { label: commonWords.now().tryAgain, run: () => void run(input) };
        say({ text: sentenceFor(failure), tone: "trouble", action });
      }
      return null;
    } finally {
      end?.();
    }
  }

  const fields = fieldProblems(error);
  const problem = error === null || Object.keys(fields).length > 0 ? null : sentenceFor(error);
  return { run, pending: isPending, error, fields, problem, clear: () => setError(null) };
}

/**
 * Changes what is held of a question before its answer is in. Taking it back restores what was there, unless something
 * else changed it meanwhile: then the server is asked what holds.
 */
export function showAhead<Held>(cache: QueryClient, queryKey: QueryKey, change: (held: Held) => Held): TakeBack {
  const before = cache.getQueryData<Held>(queryKey);
  if (before === undefined) return () => undefined;
  const shown = cache.setQueryData<Held>(queryKey, change(before));
  return () => {
    if (cache.getQueryData(queryKey) === shown) cache.setQueryData(queryKey, before);
    else void cache.invalidateQueries({ queryKey, exact: true });
  };
}
