import { act, fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Profiler } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { deferred } from "@/tests/deferred";
import { FakeLive } from "@/tests/fake-live";
import { renderPage } from "@/tests/page";
import { Composer } from "./composer";
import { TEXT_LIMIT } from "./use-composer";

let live: FakeLive;

beforeEach(() => {
  live = new FakeLive();
});

function open(conversationId = "one") {
  const user = userEvent.setup();
  const composer = <Composer key={conversationId} conversationId={conversationId} customerName="Ada" />;
  const view = renderPage(composer, { live });
  return { user, field: screen.getByRole<HTMLTextAreaElement>("textbox"), unmount: view.unmount };
}

describe("sending", () => {
  it("keeps the text until the outbox has stored it", async () => {
    const storing = deferred();
    live.stored = storing.promise;
    const { user, field } = open();

    await user.type(field, "Hello Ada{Enter}");
    expect(live.sent).toEqual([{ conversationId: "one", kind: "message", text: "Hello Ada" }]);
    expect(field.value).toBe("Hello Ada");

    await act(async () => storing.resolve());
    expect(field.value).toBe("");
  });

  it("keeps the text and says so when it could not be stored", async () => {
    const storing = deferred();
    live.stored = storing.promise;
    const { user, field } = open();
    await user.type(field, "Hello Ada{Enter}");

    await act(async () => storing.reject(new Error("full")));

    expect(field.value).toBe("Hello Ada");
    expect(screen.getByRole("alert").textContent).toContain("Your text is still here");
  });

  it("keeps what was typed while the message was being stored", async () => {
    const storing = deferred();
    live.stored = storing.promise;
    const { user, field } = open();
    await user.type(field, "First{Enter}");
    await user.type(field, " and second");

    await act(async () => storing.resolve());

    expect(field.value).toBe(" and second");
  });

  it("sends what was typed and sent while the message before was being stored", async () => {
    const storing = deferred();
    live.stored = storing.promise;
    const { user, field } = open();
    await user.type(field, "First{Enter}");
    await user.type(field, " and second{Enter}");

    await act(async () => storing.resolve());

    expect(live.sent.map(({ text }) => text)).toEqual(["First", "and second"]);
    expect(field.value).toBe("");
  });

  it("sends once when Enter is pressed twice", async () => {
    live.stored = deferred().promise;
    const { user, field } = open();

    await user.type(field, "Hello{Enter}{Enter}");

    expect(live.sent).toHaveLength(1);
  });

  it("breaks the line on Shift and Enter", async () => {
    const { user, field } = open();

    await user.type(field, "One{Shift>}{Enter}{/Shift}Two");

    expect(field.value).toBe("One\nTwo");
    expect(live.sent).toEqual([]);
  });

  it("leaves the Enter that ends a composition to the input method, also where only the key code tells", async () => {
    const { user, field } = open();
    await user.type(field, "こん");

    fireEvent.keyDown(field, { key: "Enter", isComposing: true });
    fireEvent.keyDown(field, { key: "Enter", keyCode: 229 });

    expect(live.sent).toEqual([]);
  });

  it("sends neither blank text nor more than the API takes", async () => {
    const { user, field } = open();
    await user.type(field, "   {Enter}");
    await user.clear(field);
    await user.click(field);
    await user.paste("x".repeat(TEXT_LIMIT + 1));
    await user.keyboard("{Enter}");

    expect(live.sent).toEqual([]);
    expect(screen.getByRole("alert").textContent).toContain("1 character too long");
  });
});

describe("notes", () => {
  it("sends a note as a note, and says who will see it", async () => {
    const { user } = open();

    await user.click(screen.getByRole("radio", { name: "Note" }));
    await user.type(screen.getByRole("textbox", { name: "Note for other agents" }), "Knows the boss");
    expect(screen.getByText("Only agents see this")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Add note" }));

    expect(live.sent).toEqual([{ conversationId: "one", kind: "note", text: "Knows the boss" }]);
  });
});

describe("drafts", () => {
  it("brings back typed text and its kind after the conversation was left", async () => {
    const first = open();
    await first.user.click(screen.getByRole("radio", { name: "Note" }));
    await first.user.type(first.field, "Half a thou");
    first.unmount();

    const second = open();

    expect(second.field.value).toBe("Half a thou");
    expect(screen.getByRole<HTMLInputElement>("radio", { name: "Note" }).checked).toBe(true);
  });

  it("shows no draft of another conversation", async () => {
    const first = open("one");
    await first.user.type(first.field, "For one only");
    first.unmount();

    expect(open("two").field.value).toBe("");
  });

  it("forgets the draft of a message that was stored after the conversation was left", async () => {
    const storing = deferred();
    live.stored = storing.promise;
    const first = open();
    await first.user.type(first.field, "Sent{Enter}");
    first.unmount();
    await act(async () => storing.resolve());

    expect(open().field.value).toBe("");
  });
});

describe("typing", () => {
  it("draws nothing beside the letters, as long as they change nothing else", async () => {
    const drawn = vi.fn();
    const composer = <Composer conversationId="one" customerName="Ada" />;
    renderPage(
      <Profiler id="composer" onRender={drawn}>
        {composer}
      </Profiler>,
      { live },
    );
    const user = userEvent.setup();
    const field = screen.getByRole<HTMLTextAreaElement>("textbox");
    await user.type(field, "W");
    const send = screen.getByRole("button", { name: "Send" });
    expect(send.getAttribute("aria-disabled")).toBe("false");
    drawn.mockClear();

    await user.type(field, "e look into it");

    expect(field.value).toBe("We look into it");
    expect(drawn).not.toHaveBeenCalled();
    await user.clear(field);
    expect(send.getAttribute("aria-disabled")).toBe("true");
  });

  it("keeps the caret where it is while letters are put in between others", async () => {
    const { user, field } = open();
    await user.type(field, "Hello Ada");

    await user.type(field, "dear ", { initialSelectionStart: 6, initialSelectionEnd: 6 });

    expect(field.value).toBe("Hello dear Ada");
    expect(field.selectionStart).toBe(11);
  });

  it("tells that somebody writes and whether it is a note, but not with every key", async () => {
    const { user, field } = open();

    await user.type(field, "Hello");
    await user.click(screen.getByRole("radio", { name: "Note" }));
    await user.type(field, " there");

    const typing = { type: "typing", conversation_id: "one" };
    expect(live.told).toEqual([
      { ...typing, kind: "message" },
      { ...typing, kind: "note" },
    ]);
  });
});
