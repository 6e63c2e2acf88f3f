import { expect, it } from "vitest";
import { MARA } from "@/tests/agent";
import { FakeApi } from "@/tests/fake-api";
import { sessionCalls } from "./session-calls";

const SIGNED_IN = { access_token: "token", expires_in: 900, agent: MARA };

it("signs in, renews and signs out where the API says", async () => {
  const api = new FakeApi({
    "POST /v1/auth/login": () => SIGNED_IN,
    "POST /v1/auth/refresh": () => SIGNED_IN,
    "POST /v1/auth/logout": () => undefined,
  });

  expect(await sessionCalls.login("mara@example.com", "secret")).toEqual(SIGNED_IN);
  expect(await sessionCalls.refresh()).toEqual(SIGNED_IN);
  await sessionCalls.logout();
  expect(api.calls.map(({ what, body }) => [what, body])).toEqual([
    ["POST /v1/auth/login", { email: "mara@example.com", password: "secret" }],
    ["POST /v1/auth/refresh", ""],
    ["POST /v1/auth/logout", ""],
  ]);
});
