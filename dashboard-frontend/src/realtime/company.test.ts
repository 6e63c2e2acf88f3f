import { Presence } from "@stonechat/openapi/client";
import { expect, it } from "vitest";
import { companyIn } from "./company";

function typing(conversation_id: string, active = true) {
  return {
    type: "ephemeral" as const,
    conversation_id,
    event: "typing" as const,
    author: "customer" as const,
    author_id: "grace",
    kind: "message" as const,
    active,
  };
}

it("keeps what is known of a conversation while others begin and end to type elsewhere", () => {
  const presence = new Presence({ author: "agent", id: "mara" }, () => undefined);
  presence.receive(typing("one"));
  const one = companyIn(presence, "one");
  const nobody = companyIn(presence, "three");

  presence.receive(typing("two"));
  presence.receive(typing("one"));

  expect(one).toMatchObject([{ event: "typing", author_id: "grace" }]);
  expect(companyIn(presence, "one")).toBe(one);
  expect(companyIn(presence, "three")).toBe(nobody);
  expect(companyIn(presence, "two")).toHaveLength(1);
});

it("tells when it is over, and when it begins again", () => {
  const presence = new Presence({ author: "agent", id: "mara" }, () => undefined);
  presence.receive(typing("one"));
  presence.receive(typing("one", false));
  expect(companyIn(presence, "one")).toEqual([]);
  presence.receive(typing("one"));

  expect(companyIn(presence, "one")).toHaveLength(1);
});
