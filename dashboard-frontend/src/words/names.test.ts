import { expect, it } from "vitest";
import { displayName } from "./names";

it("calls people by the best that is known of them", () => {
  const person = { name: " ", email: "ada@a.example", phone: null };
  expect(displayName({ ...person, name: "Ada" })).toBe("Ada");
  expect(displayName(person)).toBe("ada@a.example");
  expect(displayName(undefined)).toBe("Visitor");
});
