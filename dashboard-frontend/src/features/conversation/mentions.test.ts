import { expect, it } from "vitest";
import { type Mentionable, mentionsIn, partsOf } from "./mentions";

function agent(id: string, name: string, over: Partial<Mentionable> = {}): Mentionable {
  return { id, name, active: true, role: "agent", ...over };
}

const TEAM = [
  agent("jo", "Jo"),
  agent("jo-an", "Jo Anders"),
  agent("lea", "Léa"),
  agent("gone", "Tom", { active: false }),
];

it("finds whose name stands behind an at sign, each once", () => {
  expect(mentionsIn("@Léa and @Jo: please look. Thanks @Léa!", TEAM)).toEqual(["lea", "jo"]);
});

it("means the longest of names that begin alike", () => {
  expect(mentionsIn("@Jo Anders, please", TEAM)).toEqual(["jo-an"]);
});

it("calls nobody by the beginning of another word, by a bare name, or who is gone", () => {
  expect(mentionsIn("@John, Jo, @jo, @Tom", TEAM)).toEqual([]);
});

it("calls both of two who have the same name, and no more people than the API takes", () => {
  expect(mentionsIn("@Kim", [agent("a", "Kim"), agent("b", "Kim")])).toEqual(["a", "b"]);
  const crowd = Array.from({ length: 30 }, (_, at) => agent(`${at}`, `Agent ${at + 10}`));
  expect(mentionsIn(crowd.map(({ name }) => `@${name}`).join(" "), crowd)).toHaveLength(20);
});

it("calls only the one of two with the same name who was picked, and the one who was picked last", () => {
  const kims = [agent("a", "Kim"), agent("b", "Kim"), agent("lea", "Léa")];
  expect(mentionsIn("@Kim and @Léa", kims, ["b", "lea"])).toEqual(["b", "lea"]);
  expect(mentionsIn("@Kim", kims, ["b", "a"])).toEqual(["a"]);
  expect(mentionsIn("@Kim and @Kim", kims, ["b", "a"])).toEqual(["b", "a"]);
  expect(mentionsIn("@Kim", kims, ["lea"])).toEqual(["a", "b"]);
});

it("parts a note at the names that it calls, also where they have signs of their own", () => {
  expect(partsOf("Ask @Jo (Ops) or @Jo.", ["Jo", "Jo (Ops)"])).toEqual(["Ask ", "@Jo (Ops)", " or ", "@Jo", "."]);
  expect(partsOf("Nobody", [])).toEqual(["Nobody"]);
});
