import { rowsOf } from "@stonechat/openapi/client";
import type { Message } from "@stonechat/openapi/types";
import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { messageList } from "@/api/queries";
import { applyRows } from "@/realtime/apply";
import { deferred } from "@/tests/deferred";
import { FakeApi, Refused } from "@/tests/fake-api";
import { FakeLive } from "@/tests/fake-live";
import { renderPage } from "@/tests/page";
import { customer, message, pages } from "@/tests/rows";
import { ConversationIdContext } from "./conversation-id";
import { Thread } from "./thread";

const MESSAGE = "/v1/conversations/one/messages/a";
const NOW = new Date().toISOString();

let api: FakeApi;

beforeEach(() => {
  api = new FakeApi();
});

afterEach(() => vi.restoreAllMocks());

function ours(over: Partial<Message> = {}): Message {
  return message({ id: "a", seq: 1, author: "agent", author_id: "mara", text: "Helo", created_at: NOW, ...over });
}

type Edit = Pick<Message, "text" | "version">;

/** What the server makes of an edit. */
function revised(stored: Message, { text, version }: Edit): Message {
  if (version !== stored.version) throw new Refused(409, "version_conflict");
  return { ...stored, text, edited_at: NOW, version: version + 1 };
}

function open(row: Message) {
  const live = new FakeLive();
  const page = renderPage(
    <ConversationIdContext value="one">
      <Thread conversationId="one" customer={customer({ id: "customer" })} />
    </ConversationIdContext>,
    {
      live,
      fill: (cache) =>
        cache.setQueryData(messageList("one").queryKey, pages({ items: [row], agents: [], marks: [], next: null })),
    },
  );
  vi.spyOn(live, "learn").mockImplementation((rows) => applyRows(page.cache, rowsOf(rows)));
  return { ...page, user: userEvent.setup() };
}

async function choose(user: ReturnType<typeof userEvent.setup>, what: string): Promise<void> {
  await user.click(screen.getByRole("button", { name: "What to do with this message" }));
  await user.click(await screen.findByRole("menuitem", { name: what }));
}

async function edit(user: ReturnType<typeof userEvent.setup>): Promise<HTMLTextAreaElement> {
  await choose(user, "Edit");
  return await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "The words of your message" });
}

describe("editing", () => {
  // The first of this file: after it the chunk is there, however it came.
  it("begins at once, with the focus in the words", async () => {
    const { user } = open(ours());
    await user.click(screen.getByRole("button", { name: "What to do with this message" }));
    await screen.findByRole("menuitem", { name: "Edit" });
    await act(async () => void (await import("./edit-field")));

    await user.click(screen.getByRole("menuitem", { name: "Edit" }));

    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "The words of your message" }));
  });

  it("puts new words in the place of the old ones, by Enter", async () => {
    const row = ours({ version: 3 });
    api.on(`PATCH ${MESSAGE}`, ({ body }) => ({ ...row, ...(body as object), edited_at: NOW, version: 4 }));
    const { user } = open(row);

    await user.type(await edit(user), "{Backspace}lo{Enter}");

    await screen.findByText("Hello");
    expect(api.sent(`PATCH ${MESSAGE}`)).toEqual([{ text: "Hello", version: 3 }]);
    expect(screen.getByRole("button", { name: "edited" })).toBeTruthy();
    expect(screen.queryByRole("textbox")).toBeNull();
  });

  it("is given up by Escape, and the message has the focus again", async () => {
    const { user } = open(ours());

    await user.type(await edit(user), " and more{Escape}");

    expect(screen.getByText("Helo")).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "What to do with this message" }));
    expect(api.sent(`PATCH ${MESSAGE}`)).toEqual([]);
  });

  it("keeps the typed words when the message is no longer drawn, until they are given up", async () => {
    const { user, unmount } = open(ours());
    await user.type(await edit(user), " there");
    unmount();

    const again = open(ours());
    const field = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "The words of your message" });
    expect(field.value).toBe("Helo there");
    expect(document.activeElement).toBe(document.body);
    await again.user.type(field, "{Escape}");
    expect(screen.getByText("Helo")).toBeTruthy();
    again.unmount();

    open(ours());
    expect(screen.queryByRole("textbox")).toBeNull();
  });

  it("writes over what was changed elsewhere only after showing it, and asks once", async () => {
    const stored = ours({ text: "Hello", version: 4 });
    api.on(`PATCH ${MESSAGE}`, ({ body }) => revised(stored, body as Edit));
    const { user, unmount } = open(ours({ version: 3 }));
    await user.type(await edit(user), " there");
    unmount();

    const again = open(stored);
    const field = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "The words of your message" });
    await again.user.type(field, "{Enter}");
    expect(screen.getByRole("alert").textContent).toMatch(/changed to “Hello” meanwhile/);
    expect(api.sent(`PATCH ${MESSAGE}`)).toEqual([]);
    await again.user.type(field, ", all{Enter}");

    expect(await screen.findByText("Helo there, all")).toBeTruthy();
    expect(api.sent(`PATCH ${MESSAGE}`)).toEqual([{ text: "Helo there, all", version: 4 }]);
  });

  it("finds out what was changed elsewhere when only the server knows of it, and can be saved then", async () => {
    const stored = ours({ text: "Hello", version: 4 });
    api.on(`PATCH ${MESSAGE}`, ({ body }) => revised(stored, body as Edit));
    api.on("GET /v1/conversations/one/messages", () => ({ items: [stored], agents: [], marks: [], next: null }));
    const { user } = open(ours({ version: 3 }));

    const field = await edit(user);
    await user.type(field, " there{Enter}");
    await waitFor(() => expect(screen.getByRole("alert").textContent).toMatch(/changed to “Hello” meanwhile/));
    expect(field.value).toBe("Helo there");
    await user.type(field, "{Enter}");

    expect(await screen.findByText("Helo there")).toBeTruthy();
    expect(api.sent(`PATCH ${MESSAGE}`)).toEqual([
      { text: "Helo there", version: 3 },
      { text: "Helo there", version: 4 },
    ]);
  });

  it("keeps the typed words when the server refuses them, and says why", async () => {
    api.on(`PATCH ${MESSAGE}`, () => {
      throw new Refused(409, "too_late", { detail: "A message can be changed for 15 minutes." });
    });
    const { user } = open(ours());

    const field = await edit(user);
    await user.type(field, " there{Enter}");

    expect((await screen.findByRole("alert")).textContent).toBe("A message can be changed for 15 minutes.");
    expect(field.value).toBe("Helo there");
  });

  it("sends once when Enter is pressed twice, and nothing that is blank or the same", async () => {
    const answer = deferred<Message>();
    api.on(`PATCH ${MESSAGE}`, () => answer.promise);
    const { user } = open(ours());
    const field = await edit(user);
    await user.clear(field);
    await user.keyboard("{Enter}");
    await user.type(field, "New{Enter}{Enter}");

    await waitFor(() => expect(api.sent(`PATCH ${MESSAGE}`)).toHaveLength(1));
    answer.resolve(ours({ text: "New", version: 2 }));
    await screen.findByText("New");
  });

  it("leaves the Enter that ends a composition to the input method, also where only the key code tells", async () => {
    const { user } = open(ours());
    const field = await edit(user);
    await user.type(field, "こん");

    fireEvent.keyDown(field, { key: "Enter", isComposing: true });
    fireEvent.keyDown(field, { key: "Enter", keyCode: 229 });
    expect(field.readOnly).toBe(false);
    fireEvent.keyDown(field, { key: "Escape", keyCode: 229 });

    expect(screen.getByRole<HTMLTextAreaElement>("textbox").value).toBe("Heloこん");
    expect(api.sent(`PATCH ${MESSAGE}`)).toEqual([]);
  });

  it("breaks the line by Enter on a touch keyboard, where only the button saves", async () => {
    const wide = window.matchMedia("");
    const touch = (query: string) => ({ ...wide, matches: query === "(pointer: coarse)" });
    vi.spyOn(window, "matchMedia").mockImplementation(touch);
    const { user } = open(ours());

    const field = await edit(user);
    await user.type(field, "{Enter}there");

    expect(field.value).toBe("Helo\nthere");
    expect(api.sent(`PATCH ${MESSAGE}`)).toEqual([]);
  });

  it("is offered for one's own words only, and only for a while", async () => {
    const { user } = open(ours({ created_at: "2026-03-01T10:00:00Z" }));

    await user.click(screen.getByRole("button", { name: "What to do with this message" }));

    expect(await screen.findAllByRole("menuitem")).toHaveLength(1);
    expect(screen.getByRole("menuitem", { name: "Copy text" })).toBeTruthy();
  });
});

describe("deleting", () => {
  it("asks first, and leaves the place of the message", async () => {
    api.on(`DELETE ${MESSAGE}`, () => ours({ text: "", deleted_at: NOW, version: 2 }));
    const { user } = open(ours());

    await choose(user, "Delete");
    expect(api.sent(`DELETE ${MESSAGE}`)).toEqual([]);
    await user.click(await screen.findByRole("button", { name: "Delete" }));

    expect(await screen.findByText("This message was deleted.")).toBeTruthy();
    expect(screen.queryByText("Helo")).toBeNull();
    await screen.findByText("Message deleted");
  });

  it("goes back to where it was asked for when it is not wanted after all", async () => {
    const { user } = open(ours());

    await choose(user, "Delete");
    await user.click(await screen.findByRole("button", { name: "Cancel" }));

    expect(document.activeElement).toBe(screen.getByRole("button", { name: "What to do with this message" }));
    expect(api.sent(`DELETE ${MESSAGE}`)).toEqual([]);
  });

  it("brings the message back when the server refuses", async () => {
    api.on(`DELETE ${MESSAGE}`, () => {
      throw new Refused(409, "too_late", { detail: "A message can be changed for 15 minutes." });
    });
    const { user } = open(ours());

    await choose(user, "Delete");
    await user.click(await screen.findByRole("button", { name: "Delete" }));

    await screen.findByText("A message can be changed for 15 minutes.");
    expect(screen.getByText("Helo")).toBeTruthy();
  });
});

describe("what a message said before", () => {
  it("is looked up where it was edited, newest first", async () => {
    const items = [
      { version: 2, text: "Second try", replaced_at: NOW },
      { version: 1, text: "First try", replaced_at: NOW },
    ];
    api.on(`GET ${MESSAGE}/history`, () => ({ items }));
    const { user } = open(ours({ edited_at: NOW, version: 3 }));

    await user.click(screen.getByRole("button", { name: "edited" }));

    const dialog = await screen.findByRole("dialog", { name: "Earlier words" });
    await waitFor(() => expect(dialog.textContent).toMatch(/Second try.*First try/));
  });

  it("is looked up where it was deleted, by any agent", async () => {
    api.on(`GET ${MESSAGE}/history`, () => ({ items: [{ version: 1, text: "Gone", replaced_at: NOW }] }));
    const { user } = open(message({ id: "a", seq: 1, text: "", deleted_at: NOW, version: 2 }));

    await user.click(screen.getByRole("button", { name: "What it said" }));

    expect(await screen.findByText("Gone")).toBeTruthy();
  });

  it("says what went wrong, and can be asked for again", async () => {
    api.on(`GET ${MESSAGE}/history`, () => {
      throw new Refused(404, "not_found", { detail: "There is no such message." });
    });
    const { user } = open(ours({ edited_at: NOW, version: 3 }));

    await user.click(screen.getByRole("button", { name: "edited" }));
    await screen.findByText("There is no such message.");
    api.on(`GET ${MESSAGE}/history`, () => ({ items: [{ version: 1, text: "First try", replaced_at: NOW }] }));
    await user.click(screen.getByRole("button", { name: "Try again" }));

    expect(await screen.findByText("First try")).toBeTruthy();
  });
});

it("copies the text of a message, and says so", async () => {
  const { user } = open(message({ id: "a", seq: 1, text: "Order 1234" }));

  await choose(user, "Copy text");

  await screen.findByText("Copied");
  expect(await navigator.clipboard.readText()).toBe("Order 1234");
});
