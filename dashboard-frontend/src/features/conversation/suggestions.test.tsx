import type { CannedResponse } from "@stonechat/openapi/types";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { MARA } from "@/tests/agent";
import { FakeApi } from "@/tests/fake-api";
import { FakeLive } from "@/tests/fake-live";
import { renderPage } from "@/tests/page";
import { Composer } from "./composer";

const JONAS = { ...MARA, id: "jonas", name: "Jonas Weber", email: "jonas@example.com" };
const BOT = { ...MARA, id: "bot", name: "Johnny Five", role: "integration" as const };

let live: FakeLive;

function canned(shortcut: string, text: string): CannedResponse {
  const at = "2026-01-01T00:00:00Z";
  return { id: shortcut, shortcut, text, shared: true, made_by: "mara", created_at: at, updated_at: at };
}

beforeEach(() => {
  live = new FakeLive();
  const items = [
    canned("hello", "Hello {{customer.name}}, this is {{agent.name}}."),
    canned("return", "Send it back."),
  ];
  new FakeApi({ "GET /v1/canned-responses": () => ({ items }) });
});

function open() {
  const known = { "customer.name": "Ada", "site.name": null };
  renderPage(<Composer conversationId="one" customerName="Ada" known={known} />, { live, agents: [JONAS, BOT] });
  return { user: userEvent.setup(), field: screen.getByRole<HTMLTextAreaElement>("textbox") };
}

function options(): string[] {
  return screen.queryAllByRole("option").map((option) => option.textContent ?? "");
}

describe("canned responses", () => {
  it("are offered at a slash, narrowed down by typing, and put in by Enter with their names filled in", async () => {
    const { user, field } = open();

    await user.type(field, "/");
    await waitFor(() => expect(options()).toHaveLength(2));
    await user.type(field, "hel");
    expect(options()).toHaveLength(1);
    await user.keyboard("{Enter}");

    expect(field.value).toBe("Hello Ada, this is Mara Lindqvist.");
    expect(live.sent).toEqual([]);
    expect(options()).toEqual([]);
  });

  it("take the place of what was typed and of nothing else", async () => {
    const { user, field } = open();

    await user.type(field, "Dear Ada, ");
    await user.type(field, "/ret");
    await screen.findByRole("option");
    await user.keyboard("{Tab}");
    await user.type(field, " Thanks");

    expect(field.value).toBe("Dear Ada, Send it back. Thanks");
  });

  it("are gone through by arrow keys, which the field tells of, while it keeps the focus", async () => {
    const { user, field } = open();
    await user.type(field, "/");
    const [first, second] = await screen.findAllByRole("option");
    expect(field.getAttribute("aria-activedescendant")).toBe(first?.id);

    await user.keyboard("{ArrowDown}");
    expect(field.getAttribute("aria-activedescendant")).toBe(second?.id);
    await user.keyboard("{ArrowDown}");
    expect(field.getAttribute("aria-activedescendant")).toBe(first?.id);
    await user.keyboard("{ArrowUp}{Enter}");

    expect(field.value).toBe("Send it back.");
    expect(document.activeElement).toBe(field);
  });

  it("go away on Escape, and Enter then sends what stands there", async () => {
    const { user, field } = open();
    await user.type(field, "/");
    await screen.findAllByRole("option");

    await user.keyboard("{Escape}");
    await user.type(field, "shrug");
    expect(options()).toEqual([]);
    await user.keyboard("{Enter}");

    expect(live.sent).toEqual([{ conversationId: "one", kind: "message", text: "/shrug" }]);
  });

  it("are put in by a click, too", async () => {
    const { user, field } = open();
    await user.type(field, "/");

    await user.click(await screen.findByRole("option", { name: /return/ }));

    expect(field.value).toBe("Send it back.");
  });
});

describe("mentions", () => {
  it("are offered in notes, without programs and oneself, and go with the note", async () => {
    const { user } = open();
    await user.click(screen.getByRole("radio", { name: "Note" }));
    const field = screen.getByRole<HTMLTextAreaElement>("textbox");

    await user.type(field, "@j");
    expect(options()).toEqual(["JWJonas Weberjonas@example.com"]);
    await user.keyboard("{Enter}");
    expect(field.value).toBe("@Jonas Weber ");
    await user.type(field, "please look{Enter}");

    expect(live.sent).toEqual([
      { conversationId: "one", kind: "note", text: "@Jonas Weber please look", mentions: ["jonas"] },
    ]);
  });

  it("call the one of two with the same name who was picked, also after a reload", async () => {
    const kims = ["a", "b"].map((id) => ({ ...MARA, id, name: "Kim", email: `${id}@example.com` }));
    const composer = <Composer conversationId="one" customerName="Ada" />;
    const { unmount } = renderPage(composer, { live, agents: kims });
    await userEvent.click(screen.getByRole("radio", { name: "Note" }));
    await userEvent.type(screen.getByRole("textbox"), "@Kim");
    await userEvent.click(await screen.findByRole("option", { name: /b@example/ }));
    unmount();

    renderPage(composer, { live, agents: kims });
    await userEvent.type(screen.getByRole("textbox"), "please look{Enter}");

    expect(live.sent).toEqual([{ conversationId: "one", kind: "note", text: "@Kim please look", mentions: ["b"] }]);
  });

  it("call nobody from a reply", async () => {
    const { user, field } = open();

    await user.type(field, "@Jonas Weber said{Enter}");

    expect(live.sent).toEqual([{ conversationId: "one", kind: "message", text: "@Jonas Weber said" }]);
  });
});

async function emojiButtons(): Promise<HTMLElement[]> {
  return within(await screen.findByRole("grid", { name: "Emoji" })).getAllByRole("button");
}

describe("emoji", () => {
  it("go where the caret is, and those used last come first", async () => {
    const { user, field } = open();
    await user.type(field, "Hi there");
    field.setSelectionRange(2, 2);

    await user.click(screen.getByRole("button", { name: "Emoji" }));
    await user.click(await screen.findByRole("button", { name: "Thumbs up" }));
    expect(field.value).toBe("Hi👍 there");
    expect(document.activeElement).toBe(field);
    await user.click(screen.getByRole("button", { name: "Emoji" }));

    expect((await emojiButtons())[0]?.textContent).toBe("👍");
  });

  it("leave the focus where a click beside them put it, and give it back to the text on Escape", async () => {
    renderPage(
      <>
        <Composer conversationId="one" customerName="Ada" />
        <input aria-label="Internal note" />
      </>,
      { live },
    );
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "Emoji" }));
    await emojiButtons();
    await user.click(screen.getByRole("textbox", { name: "Internal note" }));
    await waitFor(() => expect(screen.queryByRole("grid")).toBeNull());
    // What closes gives the focus back a moment later.
    await new Promise((resolve) => setTimeout(resolve));
    await user.keyboard("secret");
    expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Internal note" }).value).toBe("secret");

    await user.click(screen.getByRole("button", { name: "Emoji" }));
    await waitFor(async () => expect(await emojiButtons()).toContain(document.activeElement));
    await user.keyboard("{Escape}");
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("textbox", { name: /^Reply to/ })));
  });

  it("are reached by arrow keys", async () => {
    const { user } = open();
    await user.click(screen.getByRole("button", { name: "Emoji" }));
    const buttons = await emojiButtons();
    const focused = () => buttons.indexOf(document.activeElement as HTMLElement);
    await waitFor(() => expect(focused()).toBe(0));

    await user.keyboard("{ArrowRight}{ArrowDown}");
    expect(focused()).toBe(9);
    await user.keyboard("{ArrowUp}{ArrowUp}{End}{ArrowRight}");
    expect(focused()).toBe(buttons.length - 1);
    await user.keyboard("{Home}{ArrowLeft}");

    expect(focused()).toBe(0);
  });
});

describe("keys", () => {
  it("begin a reply or a note", () => {
    const { field } = open();
    field.blur();

    fireEvent.keyDown(document.body, { key: "n" });
    expect(screen.getByRole<HTMLInputElement>("radio", { name: "Note" }).checked).toBe(true);
    expect(document.activeElement).toBe(field);
    field.blur();
    fireEvent.keyDown(document.body, { key: "r" });

    expect(screen.getByRole<HTMLInputElement>("radio", { name: "Reply" }).checked).toBe(true);
  });
});
