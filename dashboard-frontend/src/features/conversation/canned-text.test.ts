import { expect, it } from "vitest";
import { filledIn } from "./canned-text";

const VALUES = { "customer.name": "Ada", "agent.name": "Mara", "site.name": null };

it("fills in what is known", () => {
  expect(filledIn("Hello {{customer.name}}, {{ agent.name }} here.", VALUES)).toBe("Hello Ada, Mara here.");
});

it("leaves what is not known and what nobody knows of as it is", () => {
  expect(filledIn("{{site.name}} {{order.number}} {{constructor.name}}", VALUES)).toBe(
    "{{site.name}} {{order.number}} {{constructor.name}}",
  );
});

it("takes a name for nothing but a name", () => {
  expect(filledIn("Hi {{customer.name}}", { ...VALUES, "customer.name": "$& {{agent.name}}" })).toBe(
    "Hi $& {{agent.name}}",
  );
});
