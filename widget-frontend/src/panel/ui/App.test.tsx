// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { createRoot, type Root } from "react-dom/client";
import { act } from "react-dom/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sayEnglish } from "../../testing/english";
import { eventually, TestPages, texts } from "../../testing/pages";
import { agent } from "../../testing/server";
import type { Chat } from "../chat/chat";
import { Shell } from "../shell";
import { catalogueOf } from "../text/language";
import { speechOf } from "../text/speech";
import { say } from "../text/words";
import { App } from "./App";

describe("App", () => {
  let pages: TestPages;
  let root: Root;

  beforeEach(() => {
    vi.stubGlobal("matchMedia", () => ({ matches: false }));
    // A frame keeps the focus when the element in it that had it goes away; jsdom forgets it.
    vi.spyOn(document, "hasFocus").mockReturnValue(true);
    vi.spyOn(window, "focus").mockReturnValue();
    pages = new TestPages();
    root = createRoot(document.body);
  });
  afterEach(() => {
    root.unmount();
    pages.close();
  });

  const show = (chat: Chat): void => {
    const shell = new Shell();
    act(() => root.render(<App chat={chat} shell={shell} onClose={() => undefined} />));
    act(() => shell.show(true));
  };
  const box = (): HTMLTextAreaElement | null => document.querySelector("textarea");
  const said = (selector: string): string | null | undefined => document.querySelector(selector)?.textContent;
  const press = (name: string): void => {
    const button = [...document.querySelectorAll("button")].find((element) => element.textContent === name);
    act(() => button?.click());
  };

  it("says in place of the composer that the conversation is over, and goes on in a new one with what was written", async () => {
    const chat = await pages.begun();
    show(chat);
    await eventually(() => expect(document.activeElement).toBe(box()));
    const refusal = { status: 409, code: "conversation_closed" };
    pages.server.refusals.set(`POST /v1/conversations/${pages.server.conversationId}/`, refusal);
    await act(() => chat.send("Are you there?"));
    await eventually(() => expect(said(".over [role=status]")).toContain("This conversation is over."));
    expect(said(".over [role=status]")).toContain("What you wrote was not sent.");
    expect(box()).toBeNull();
    // Not on the button: keys that were meant for the composer must not press it.
    await eventually(() => expect(document.activeElement).toBe(document.querySelector(".over")));

    press("Start a new conversation");
    await eventually(() => expect(box()?.value).toBe("Are you there?"));
    expect(document.querySelector<HTMLInputElement>("[autocomplete=name]")?.value).toBe("Maria");
    press("Start chat");
    expect(said(".field .error")).toBe("Email is needed.");
    const email = document.querySelector<HTMLInputElement>("[type=email]") as HTMLInputElement;
    act(() => {
      email.value = "maria@b.example";
      email.dispatchEvent(new Event("input", { bubbles: true }));
    });
    press("Start chat");
    await eventually(() => expect(texts(chat)).toEqual(["Are you there? (sent)"]));
    await eventually(() => expect(said(".bubble")).toBe("Are you there?"));
  });

  it("says nothing of words that were not sent where there are none", async () => {
    const chat = await pages.begun();
    chat.destroy();
    pages.server.deleteConversation();
    show(pages.open());
    await eventually(() => expect(said(".over [role=status]")).toBe("This conversation is over."));
  });

  it("goes on in another language when one is chosen, with what was typed", async () => {
    const chat = pages.open();
    const onClose = (): void => undefined;
    const shell = new Shell();
    act(() => root.render(<App chat={chat} shell={shell} onClose={onClose} />));
    await eventually(() => expect(said(".primary")).toBe("Start chat"));
    const message = box() as HTMLTextAreaElement;
    act(() => {
      message.value = "Hello";
      message.dispatchEvent(new Event("input", { bubbles: true }));
    });
    say((await catalogueOf("fr"))(speechOf("fr")), "fr");
    act(() => root.render(<App chat={chat} shell={shell} onClose={onClose} />));
    expect([said(".primary"), said("[for=field--message]")]).toEqual(["Démarrer le chat", "Message"]);
    expect([box(), box()?.value]).toEqual([message, "Hello"]);
    sayEnglish();
  });

  it("shows the picture of the agent who answered", async () => {
    (await pages.begun()).destroy();
    pages.server.agents = [{ ...agent, face_id: "f1" }];
    pages.server.say("Good morning");
    show(pages.open());
    await eventually(() =>
      expect(document.querySelector<HTMLImageElement>(".theirs img")?.src).toBe("https://api.test/v1/faces/f1"),
    );
  });

  it("says in a conversation when somebody will be there, and makes no other promise meanwhile", async () => {
    const opens_at = new Date(Date.now() + 3_600_000 * 24 * 30).toISOString();
    pages.server.settings = { open: false, opens_at };
    const chat = await pages.begun();
    show(chat);
    await eventually(() => expect(said(".title p")).toMatch(/^We’re back on .* at /));
  });
});
