import { expect, it } from "vitest";
import { conversation } from "@/tests/rows";
import { requestsOf, wayBack } from "./changes";

const ONE = conversation({ id: "one", tag_ids: ["vip"], assignee_id: "omar" });
const TWO = conversation({ id: "two", status: "snoozed", priority: "high" });

it("asks for no more at once than the server takes", () => {
  const ids = Array.from({ length: 250 }, (_, at) => String(at));
  const requests = requestsOf(ids, { status: "open" });
  expect(requests.map((request) => request.ids.length)).toEqual([100, 100, 50]);
  expect(requests.flatMap((request) => request.ids)).toEqual(ids);
});

it("brings each back to what it was, and leaves alone what the change did not change", () => {
  expect(wayBack([ONE, TWO], { add_tag_ids: ["vip"] })).toEqual([{ remove_tag_ids: ["vip"], ids: ["two"] }]);
  expect(wayBack([ONE, TWO], { priority: "high" })).toEqual([{ priority: "normal", ids: ["one"] }]);
  expect(wayBack([ONE, TWO], { assignee_id: "mara" })).toEqual([
    { assignee_id: "omar", ids: ["one"] },
    { assignee_id: null, ids: ["two"] },
  ]);
  expect(wayBack([TWO], { status: "resolved" })).toEqual([{ status: "open", ids: ["two"] }]);
  expect(wayBack([ONE], { status: "open" })).toEqual([]);
});
