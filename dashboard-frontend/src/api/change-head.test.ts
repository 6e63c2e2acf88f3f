import type { Conversation } from "@stonechat/openapi/types";
import { beforeEach, describe, expect, it } from "vitest";
import { FakeApi, Refused } from "@/tests/fake-api";
import { conversation } from "@/tests/rows";
import { changeHead, headAfter, headBack } from "./change-head";
import { conversationDetail, createQueryClient } from "./queries";

const PATCH = "PATCH /v1/conversations/one";
const GET = "GET /v1/conversations/one";
const SEEN = conversation({ id: "one", head_version: 3, tag_ids: ["billing"] });

let api: FakeApi;
let stored: Conversation;

/** A server that refuses a change of a head that is not the newest. */
beforeEach(() => {
  stored = SEEN;
  api = new FakeApi({
    [GET]: () => stored,
    [PATCH]: ({ body }) => {
      const { head_version, ...fields } = body as { head_version: number };
      if (head_version !== stored.head_version) throw new Refused(409, "version_conflict");
      stored = { ...stored, ...fields, head_version: head_version + 1, version: stored.version + 1 };
      return stored;
    },
  });
});

function colleague(change: Partial<Conversation>): void {
  stored = { ...stored, ...change, head_version: stored.head_version + 1, version: stored.version + 1 };
}

describe("changing a head", () => {
  it("goes out with the newest version that is known, not with the one that was seen", async () => {
    const cache = createQueryClient();
    colleague({ priority: "high" });
    cache.setQueryData(conversationDetail("one").queryKey, stored);

    await changeHead(cache, SEEN, { status: "resolved" });

    expect(api.sent(PATCH)).toEqual([{ head_version: 4, status: "resolved" }]);
  });

  it("is made again when a colleague changed something else meanwhile", async () => {
    colleague({ priority: "high" });

    const { row, overtaken } = await changeHead(createQueryClient(), SEEN, { status: "resolved" });

    expect(overtaken).toBe(false);
    expect(row).toMatchObject({ status: "resolved", priority: "high" });
  });

  it("gives way when a colleague changed the very same thing, and says what holds", async () => {
    colleague({ assignee_id: "jonas" });

    const { row, overtaken } = await changeHead(createQueryClient(), SEEN, { assignee_id: "mara" });

    expect(overtaken).toBe(true);
    expect(row.assignee_id).toBe("jonas");
    expect(api.sent(PATCH)).toHaveLength(1);
  });

  it("gives way also when what the colleague did is known here by now, as it is for an undo", async () => {
    const cache = createQueryClient();
    colleague({ assignee_id: "jonas" });
    cache.setQueryData(conversationDetail("one").queryKey, stored);

    const { row, overtaken } = await changeHead(cache, SEEN, { assignee_id: "mara" });

    expect(overtaken).toBe(true);
    expect(row.assignee_id).toBe("jonas");
    expect(api.sent(PATCH)).toEqual([]);
  });

  it("knows a time again however it is written", async () => {
    const cache = createQueryClient();
    const seen = { ...SEEN, status: "snoozed", snoozed_until: "2099-03-02T09:00:00.000Z" } as const;
    stored = { ...seen, snoozed_until: "2099-03-02T09:00:00Z" };
    cache.setQueryData(conversationDetail("one").queryKey, stored);

    const later = await changeHead(cache, seen, { status: "snoozed", snoozed_until: "2099-03-03T09:00:00Z" });

    expect(later.overtaken).toBe(false);
  });

  it("keeps the tags that a colleague put on at the same time", async () => {
    colleague({ tag_ids: ["billing", "urgent"] });

    const { row } = await changeHead(createQueryClient(), SEEN, { add_tag_ids: ["vip"], remove_tag_ids: ["billing"] });

    expect(row.tag_ids).toEqual(["urgent", "vip"]);
  });

  it("hands on every other refusal", async () => {
    api.on(PATCH, () => {
      throw new Refused(422, "unknown_agent");
    });

    await expect(changeHead(createQueryClient(), SEEN, { assignee_id: "gone" })).rejects.toMatchObject({ status: 422 });
  });
});

describe("what a change does", () => {
  it("is seen before the server has answered; any other status ends the time of a snooze", () => {
    const snoozed = conversation({ id: "one", status: "snoozed", snoozed_until: "2026-03-02T09:00:00Z" });

    expect(headAfter(SEEN, { add_tag_ids: ["billing", "late"], remove_tag_ids: ["gone"] }).tag_ids).toEqual([
      "billing",
      "late",
    ]);
    expect(headAfter(snoozed, { status: "open" })).toMatchObject({ status: "open", snoozed_until: null });
  });

  it("is brought back to what was there, until when it was snoozed among it", () => {
    const until = "2026-03-02T09:00:00Z";
    const row = conversation({ id: "one", status: "snoozed", snoozed_until: until, tag_ids: ["billing"] });
    const before = new Date("2026-03-01T12:00:00Z");

    expect(headBack(row, { status: "resolved" }, before)).toEqual({ status: "snoozed", snoozed_until: until });
    expect(headBack(row, { status: "snoozed", snoozed_until: until, priority: "normal" }, before)).toEqual({});
    expect(headBack(row, { assignee_id: "mara" })).toEqual({ assignee_id: null });
    expect(headBack(row, { add_tag_ids: ["vip", "billing"] })).toEqual({ remove_tag_ids: ["vip"] });
    expect(headBack(row, { remove_tag_ids: ["billing"] })).toEqual({ add_tag_ids: ["billing"] });
  });

  it("is brought back as open where the time of the snooze is over", () => {
    const row = conversation({ id: "one", status: "snoozed", snoozed_until: "2026-03-02T09:00:00Z" });

    expect(headBack(row, { status: "resolved" }, new Date("2026-03-02T09:00:01Z"))).toEqual({ status: "open" });
  });
});
