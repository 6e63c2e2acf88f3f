import { rowsOf } from "@stonechat/openapi/client";
import type { Conversation } from "@stonechat/openapi/types";
import type { QueryClient } from "@tanstack/react-query";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { conversationDetail, customerDetail, messageList, siteList, tagList } from "@/api/queries";
import { applyRows } from "@/realtime/apply";
import { MARA } from "@/tests/agent";
import { deferred } from "@/tests/deferred";
import { FakeApi, Refused } from "@/tests/fake-api";
import { FakeLive } from "@/tests/fake-live";
import { renderPage } from "@/tests/page";
import { conversation, customer, pages } from "@/tests/rows";
import { ConversationPane } from "./conversation-pane";

const PATCH = "PATCH /v1/conversations/one";
const BILLING = { id: "billing", name: "Billing", color: "#c2410c", deleted_at: null, version: 1 };
const JONAS = { ...MARA, id: "jonas", name: "Jonas Weber", email: "jonas@example.com" };

let api: FakeApi;
let live: FakeLive;
let stored: Conversation;

beforeEach(() => {
  live = new FakeLive();
  stored = conversation({ id: "one" });
  api = new FakeApi({
    "GET /v1/conversations/one": () => stored,
    [PATCH]: ({ body }) => {
      const { head_version, ...fields } = body as { head_version: number };
      if (head_version !== stored.head_version) throw new Refused(409, "version_conflict");
      return change(fields);
    },
  });
});

function change(fields: Partial<Conversation>): Conversation {
  stored = { ...stored, ...fields, head_version: stored.head_version + 1, version: stored.version + 1 };
  return stored;
}

/** The head comes as a chunk of its own. */
async function open(over: Partial<Conversation> = {}) {
  stored = { ...stored, ...over };
  const fill = (cache: QueryClient): void => {
    cache.setQueryData(conversationDetail("one").queryKey, stored);
    cache.setQueryData(customerDetail("customer").queryKey, customer({ id: "customer" }));
    cache.setQueryData(messageList("one").queryKey, pages({ items: [], agents: [], marks: [], next: null }));
    cache.setQueryData(tagList().queryKey, { items: [BILLING] });
    cache.setQueryData(siteList().queryKey, { items: [] });
  };
  const page = renderPage(
    <ConversationPane conversationId="one" detailsOpen={false} onToggleDetails={() => undefined} />,
    { live, fill, agents: [JONAS] },
  );
  vi.spyOn(live, "learn").mockImplementation((rows) => applyRows(page.cache, rowsOf(rows)));
  await screen.findByRole("button", { name: /^(Resolve|Open again)$/ });
  return { ...page, user: userEvent.setup() };
}

function press(key: string): void {
  act(() => (document.activeElement as HTMLElement | null)?.blur());
  fireEvent.keyDown(document.body, { key });
}

describe("the status", () => {
  it("is resolved by the one button, seen at once, and taken back by undo", async () => {
    const { user } = await open();

    fireEvent.click(screen.getByRole("button", { name: "Resolve" }));
    expect(screen.getByRole("button", { name: "Open again" })).toBeTruthy();
    await waitFor(() => expect(api.sent(PATCH)).toEqual([{ head_version: 1, status: "resolved" }]));
    await waitFor(() => user.click(screen.getByRole("button", { name: "Undo" })));

    await waitFor(() => expect(stored.status).toBe("open"));
    expect(screen.getByRole("button", { name: "Resolve" })).toBeTruthy();
  });

  it("is opened again by the same button and the same key", async () => {
    await open({ status: "resolved" });
    expect(screen.getByRole("button", { name: "Open again" })).toBeTruthy();

    press("e");

    await waitFor(() => expect(stored.status).toBe("open"));
  });

  it("can wait for the customer, and wait no more", async () => {
    const { user } = await open();
    const button = screen.getByRole("button", { name: "Wait for the customer" });

    await user.click(button);
    await waitFor(() => expect(stored.status).toBe("pending"));
    expect(button.getAttribute("aria-pressed")).toBe("true");
    await user.click(button);

    await waitFor(() => expect(stored.status).toBe("open"));
  });

  it("is taken back where the server refuses it, and the reason is said", async () => {
    const { user } = await open();
    api.on(PATCH, () => {
      throw new Refused(403, "forbidden", { detail: "You may not." });
    });

    await user.click(screen.getByRole("button", { name: "Resolve" }));

    await screen.findByText("You may not.");
    expect(screen.getByRole("button", { name: "Resolve" })).toBeTruthy();
  });
});

describe("what is not answered yet", () => {
  it("stays shown over the answer to an earlier change", async () => {
    const { user } = await open();
    const first = deferred<void>();
    const second = deferred<void>();
    const waits = [first.promise, second.promise];
    api.on(PATCH, async ({ body }) => {
      await waits.shift();
      const { head_version, ...fields } = body as { head_version: number };
      expect(head_version).toBe(stored.head_version);
      return change(fields);
    });

    await user.click(screen.getByRole("button", { name: "Resolve" }));
    await user.click(await screen.findByRole("button", { name: "Open again" }));
    await act(async () => first.resolve());
    await waitFor(() => expect(api.sent(PATCH)).toHaveLength(2));

    expect(screen.queryByRole("button", { name: "Open again" })).toBeNull();
    await act(async () => second.resolve());
    await waitFor(() => expect(stored).toMatchObject({ status: "open", head_version: 3 }));
    expect(screen.getByRole("button", { name: "Resolve" })).toBeTruthy();
  });

  it("stays shown over what others do beside it, and is taken back alone", async () => {
    const { cache, user } = await open();
    const answer = deferred<void>();
    api.on(PATCH, async () => {
      await answer.promise;
      throw new Refused(403, "forbidden", { detail: "You may not." });
    });

    await user.click(screen.getByRole("button", { name: "Resolve" }));
    await screen.findByRole("button", { name: "Open again" });
    act(() => applyRows(cache, rowsOf({ conversations: [change({ priority: "urgent" })] })));
    await screen.findByRole("button", { name: /^Priority:\s*Urgent$/ });
    expect(screen.queryByRole("button", { name: "Resolve" })).toBeNull();
    await act(async () => answer.resolve());

    await screen.findByText("You may not.");
    await screen.findByRole("button", { name: "Resolve" });
    expect(screen.getByRole("button", { name: /^Priority:\s*Urgent$/ })).toBeTruthy();
  });
});

describe("a colleague who is quicker", () => {
  it("keeps what they did, which is said, and it can be done anyway", async () => {
    const { user } = await open();
    change({ status: "pending" });

    await user.click(screen.getByRole("button", { name: "Resolve" }));
    await screen.findByText(/Somebody else just changed the same thing/);
    expect(screen.getByRole("button", { name: "Wait for the customer" }).getAttribute("aria-pressed")).toBe("true");
    await waitFor(() => user.click(screen.getByRole("button", { name: "Do it anyway" })));

    await waitFor(() => expect(stored.status).toBe("resolved"));
  });
});

describe("who answers", () => {
  it("is oneself by one press", async () => {
    const { user } = await open();

    await user.click(screen.getByRole("button", { name: "Take it" }));

    await waitFor(() => expect(stored.assignee_id).toBe("mara"));
    expect(screen.getByRole("button", { name: /Assigned to:\s*You/ })).toBeTruthy();
  });

  it("is chosen by typing a name, from the keyboard alone", async () => {
    const { user } = await open();

    press("a");
    await user.type(await screen.findByRole("combobox", { name: "Who answers" }), "jon{Enter}");

    await waitFor(() => expect(stored.assignee_id).toBe("jonas"));
    expect(screen.getByRole("button", { name: /Assigned to:\s*Jonas Weber/ })).toBeTruthy();
  });
});

describe("tags", () => {
  it("are put on and taken off", async () => {
    const { user } = await open();

    press("l");
    await user.type(await screen.findByRole("combobox", { name: "Tags" }), "bill{Enter}");
    await waitFor(() => expect(stored.tag_ids).toEqual(["billing"]));
    await user.keyboard("{Escape}");
    await user.click(screen.getByRole("button", { name: "Remove the tag Billing" }));

    await waitFor(() => expect(stored.tag_ids).toEqual([]));
  });

  it("are made on the fly", async () => {
    api.on("POST /v1/tags", ({ body }) => ({ ...(body as object), deleted_at: null, version: 1 }));
    const { user } = await open();

    press("l");
    const field = await screen.findByRole("combobox", { name: "Tags" });
    await user.type(field, "Spare parts");
    await user.click(screen.getByRole("option", { name: /Make the tag/ }));

    await screen.findByRole("button", { name: "Remove the tag Spare parts" });
    expect(stored.tag_ids).toHaveLength(1);
    expect(api.sent("POST /v1/tags")).toEqual([
      expect.objectContaining({ name: "Spare parts", id: stored.tag_ids[0] }),
    ]);
  });

  it("are not made twice under one name", async () => {
    const { user } = await open();

    press("l");
    await user.type(await screen.findByRole("combobox", { name: "Tags" }), "billing");

    expect(screen.queryByRole("option", { name: /Make the tag/ })).toBeNull();
  });
});

describe("priority", () => {
  it("is chosen from the keyboard, and shown with its word", async () => {
    const { user } = await open();

    press("p");
    await user.type(await screen.findByRole("combobox", { name: "Priority" }), "urg{Enter}");

    await waitFor(() => expect(stored.priority).toBe("urgent"));
    expect(screen.getByRole("button", { name: /^Priority:\s*Urgent$/ })).toBeTruthy();
  });
});

describe("snoozing", () => {
  it("until the customer writes has no time", async () => {
    const { user } = await open();

    press("z");
    await user.type(await screen.findByRole("combobox", { name: "Snooze" }), "customer{Enter}");

    await waitFor(() => expect(stored).toMatchObject({ status: "snoozed", snoozed_until: null }));
    expect(screen.getAllByText("Snoozed until the customer writes").length).toBeGreaterThan(0);
  });

  it("takes a time of one's own, but none that is over", async () => {
    const { user } = await open();

    press("z");
    await user.type(await screen.findByRole("combobox", { name: "Snooze" }), "another{Enter}");
    const field = screen.getByLabelText("Snooze until");
    const button = within(screen.getByRole("dialog", { name: "Snooze" })).getByRole("button", { name: "Snooze" });
    fireEvent.change(field, { target: { value: "2020-01-01T09:00" } });
    await user.click(button);
    expect(screen.getByText(/This time is over/)).toBeTruthy();
    expect(api.sent(PATCH)).toEqual([]);
    fireEvent.change(field, { target: { value: "2099-01-01T09:00" } });
    await user.click(button);

    await waitFor(() => expect(stored.snoozed_until).toBe(new Date(2099, 0, 1, 9).toISOString()));
  });
});

describe("on a narrow screen", () => {
  it("has the rest behind one button", async () => {
    const wide = window.matchMedia("");
    vi.spyOn(window, "matchMedia").mockImplementation((query) => ({ ...wide, matches: query.includes("759") }));
    const { user } = await open();
    expect(screen.queryByRole("button", { name: "Take it" })).toBeNull();

    await user.click(screen.getByRole("button", { name: "More" }));
    await user.click(screen.getByRole("menuitem", { name: "Assign" }));
    const dialog = await screen.findByRole("dialog", { name: "Assign" });
    await user.click(await within(dialog).findByRole("option", { name: /Jonas Weber/ }));

    await waitFor(() => expect(stored.assignee_id).toBe("jonas"));
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "More" }));
  });
});

describe("company", () => {
  const frame = {
    type: "ephemeral",
    conversation_id: "one",
    author: "agent",
    author_id: "jonas",
    active: true,
  } as const;

  it("shows who else looks at it", async () => {
    await open();
    act(() => live.presence.receive({ ...frame, event: "viewing", kind: null }));

    expect(screen.getByText("Jonas Weber looks at this too")).toBeTruthy();
  });

  it("warns above the composer while a colleague writes a reply, but not a note, and not who writes a note", async () => {
    const { user } = await open();
    act(() => live.presence.receive({ ...frame, event: "typing", kind: "note" }));
    expect(screen.queryByText(/is writing a reply, too/)).toBeNull();

    act(() => live.presence.receive({ ...frame, event: "typing", kind: "message" }));
    expect(screen.getByText("Jonas Weber is writing a reply, too.")).toBeTruthy();
    await user.click(screen.getByRole("radio", { name: "Note" }));

    expect(screen.queryByText(/is writing a reply, too/)).toBeNull();
  });
});
