import { uuidv7 } from "@stonechat/openapi/client";
import type { SetFormField } from "@stonechat/openapi/types";
import { isMistyped, type Mistyped } from "@/components/ui/number-field";

/** A question as it is edited: everything said, nothing left out. */
export interface Question extends Omit<Required<SetFormField>, "max_length" | "shown_if"> {
  /** Stays the same while the question is here, whatever becomes of its key, which can be written anew. */
  id: string;
  max_length: number | Mistyped | null;
  shown_if: Rule | null;
}

/** The question is asked when that one got one of these answers. */
interface Rule {
  id: string;
  values: string[];
}

export type Kind = Question["kind"];

export const KINDS: readonly Kind[] = ["text", "long_text", "choice", "checkbox", "consent", "email", "phone"];

/** Answers to these fill the customer's profile, and each has to be of its kind. */
export const PROFILE: Readonly<Record<string, Kind>> = { name: "text", email: "email", phone: "phone" };

/** The kind that a question of the profile has to be of; undefined for any other question. */
export function profileKind(key: string): Kind | undefined {
  return Object.hasOwn(PROFILE, key) ? PROFILE[key] : undefined;
}

/** The longest answer that the API takes of each kind; kinds that nobody types into have none to choose. */
export const LONGEST: Readonly<Partial<Record<Kind, number>>> = { text: 500, email: 254, phone: 60, long_text: 5000 };

/** What the API takes as the answer of a ticked box. */
export const YES = "yes";

export const MOST_QUESTIONS = 30;
export const MOST_OPTIONS = 50;

export function newQuestion(key: string, kind: Kind, label: string, options: Question["options"]): Question {
  const plain = { help: null, required: false, max_length: null, shown_if: null };
  return { ...plain, id: uuidv7(), key, kind, label, options };
}

/** How long an answer may be, as far as that is said; null is what is usual for its kind. */
export function limitOf({ max_length }: Question): number | null {
  return isMistyped(max_length) ? null : max_length;
}

/** What a choice begins with. */
export function usualOptions(nameOf: (number: number) => string): Question["options"] {
  return [1, 2].map((number) => ({ value: `option_${number}`, label: nameOf(number) }));
}

/** A key that no question has yet. Keys are for programs; people only see them where they ask to. */
export function freeKey(questions: readonly Question[], wanted = "question"): string {
  const taken = new Set(questions.map(({ key }) => key));
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}_${number}`)) number += 1;
  return `${wanted}_${number}`;
}

export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const item = items[from];
  if (item === undefined) return [...items];
  return items.toSpliced(from, 1).toSpliced(to, 0, item);
}

/** The question of another kind keeps what that kind has, too. */
export function ofKind(question: Question, kind: Kind, options: Question["options"]): Question {
  return {
    ...question,
    kind,
    max_length: null,
    options: kind === "choice" ? (question.options.length > 0 ? question.options : options) : [],
  };
}

/** The earlier questions whose answers can decide whether this one is asked. */
export function deciders(questions: readonly Question[], at: number): Question[] {
  return questions.slice(0, at).filter(({ kind }) => kind === "choice" || kind === "checkbox");
}

/** The answers that a question can have, as the rule of another one names them. */
export function answersOf(question: Question): string[] {
  return question.kind === "checkbox" ? [YES, ""] : question.options.map(({ value }) => value);
}

/** Which questions are asked of somebody with these answers, by the questions' ids: one that is not asked decides nothing. */
export function visible(questions: readonly Question[], answers: Readonly<Record<string, string>>): Question[] {
  const shown = new Map<string, Question>();
  for (const question of questions) {
    const rule = question.shown_if;
    if (rule === null || (shown.has(rule.id) && rule.values.includes(answers[rule.id] ?? ""))) {
      shown.set(question.id, question);
    }
  }
  return [...shown.values()];
}

export type Fault =
  | "label"
  | "key"
  | "key_taken"
  | "profile_kind"
  | "max_length"
  | "few_options"
  | "option"
  | "same_option"
  | "rule"
  | "rule_values";

/** What keeps the form from being saved, by the JSON pointer that the API would name. */
export function faultsOf(questions: readonly Question[]): Readonly<Record<string, Fault>> {
  const faults: Record<string, Fault> = {};
  for (const [at, question] of questions.entries()) {
    const place = `/fields/${at}`;
    if (question.label.trim() === "") faults[`${place}/label`] = "label";
    if (!/^[a-z][a-z0-9_]{0,59}$/.test(question.key)) faults[`${place}/key`] = "key";
    else if (questions.findIndex(({ key }) => key === question.key) < at) faults[`${place}/key`] = "key_taken";
    if ((profileKind(question.key) ?? question.kind) !== question.kind) faults[`${place}/kind`] = "profile_kind";
    if (isMistyped(question.max_length)) faults[`${place}/max_length`] = "max_length";
    Object.assign(faults, faultsOfOptions(question, place), faultOfRule(questions, at, place));
  }
  return faults;
}

function faultsOfOptions({ kind, options }: Question, place: string): Record<string, Fault> {
  if (kind !== "choice") return {};
  const faults: Record<string, Fault> = {};
  if (options.length < 2) faults[`${place}/options`] = "few_options";
  for (const [at, option] of options.entries()) {
    if (option.label.trim() === "") faults[`${place}/options/${at}/label`] = "option";
    else if (options.findIndex(({ value }) => value === option.value) < at) {
      faults[`${place}/options/${at}/label`] = "same_option";
    }
  }
  return faults;
}

function faultOfRule(questions: readonly Question[], at: number, place: string): Record<string, Fault> {
  const rule = questions[at]?.shown_if;
  if (!rule) return {};
  const decider = deciders(questions, at).find(({ id }) => id === rule.id);
  if (!decider) return { [`${place}/shown_if/key`]: "rule" };
  const known = answersOf(decider);
  const fits = rule.values.length > 0 && rule.values.every((value) => known.includes(value));
  return fits ? {} : { [`${place}/shown_if/values`]: "rule_values" };
}
