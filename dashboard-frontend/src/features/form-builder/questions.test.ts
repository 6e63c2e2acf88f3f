import { describe, expect, it } from "vitest";
import { faultsOf, freeKey, moved, newQuestion, ofKind, type Question, visible } from "./questions";

const OPTIONS = [
  { value: "order", label: "An order" },
  { value: "other", label: "Something else" },
];
const TOPIC = newQuestion("topic", "choice", "What is it about?", OPTIONS);
const NUMBER: Question = {
  ...newQuestion("number", "text", "Order number", []),
  shown_if: { id: TOPIC.id, values: ["order"] },
};

describe("a form", () => {
  it("is moved about without losing a question", () => {
    expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
    expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
    expect(moved(["a"], 5, 0)).toEqual(["a"]);
  });

  it("gives each new question a key that is free", () => {
    expect(freeKey([])).toBe("question");
    expect(freeKey([newQuestion("question", "text", "", []), newQuestion("question_2", "text", "", [])])).toBe(
      "question_3",
    );
  });

  it("asks what its rules say, and nothing that depends on what is not asked", () => {
    const after: Question = { ...newQuestion("x", "text", "X", []), shown_if: { id: NUMBER.id, values: [""] } };
    const form = [TOPIC, NUMBER, after];

    expect(visible(form, {}).map(({ key }) => key)).toEqual(["topic"]);
    expect(visible(form, { [TOPIC.id]: "order" }).map(({ key }) => key)).toEqual(["topic", "number", "x"]);
  });

  it("gets options with the kind that has some, and loses them with another", () => {
    expect(ofKind(TOPIC, "text", OPTIONS).options).toEqual([]);
    expect(ofKind(NUMBER, "choice", OPTIONS).options).toEqual(OPTIONS);
  });
});

describe("what keeps a form from being saved", () => {
  it("is nothing for a good one", () => {
    expect(faultsOf([TOPIC, NUMBER])).toEqual({});
    expect(faultsOf([newQuestion("constructor", "text", "Who builds it?", [])])).toEqual({});
  });

  it.each<[string, Question[], Record<string, string>]>([
    ["no words", [{ ...TOPIC, label: " " }], { "/fields/0/label": "label" }],
    ["a strange key", [{ ...TOPIC, key: "2nd" }], { "/fields/0/key": "key" }],
    ["a key twice", [TOPIC, { ...TOPIC, label: "Again" }], { "/fields/1/key": "key_taken" }],
    [
      "a profile's question of another kind",
      [newQuestion("email", "text", "Email", [])],
      { "/fields/0/kind": "profile_kind" },
    ],
    [
      "a limit that is none",
      [{ ...NUMBER, shown_if: null, max_length: { mistyped: "9999" } }],
      { "/fields/0/max_length": "max_length" },
    ],
    ["one option", [{ ...TOPIC, options: OPTIONS.slice(1) }], { "/fields/0/options": "few_options" }],
    [
      "an option without words",
      [{ ...TOPIC, options: [...OPTIONS, { value: "new", label: "" }] }],
      { "/fields/0/options/2/label": "option" },
    ],
    [
      "an option twice",
      [{ ...TOPIC, options: [...OPTIONS, ...OPTIONS.slice(1)] }],
      { "/fields/0/options/2/label": "same_option" },
    ],
    ["a rule about a later question", [NUMBER, TOPIC], { "/fields/0/shown_if/key": "rule" }],
    [
      "a rule about an option that is gone",
      [
        {
          ...TOPIC,
          options: [
            { value: "a", label: "A" },
            { value: "b", label: "B" },
          ],
        },
        NUMBER,
      ],
      { "/fields/1/shown_if/values": "rule_values" },
    ],
  ])("is %s", (_what, form, faults) => {
    expect(faultsOf(form)).toEqual(faults);
  });
});
