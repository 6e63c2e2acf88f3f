// @vitest-environment jsdom
import { useState } from "react";
import { createRoot, type Root } from "react-dom/client";
import { act } from "react-dom/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Composer } from "./Composer";

describe("Composer", () => {
  const onSend = vi.fn<(text: string) => Promise<void>>();
  let stored: () => void;
  let root: Root;

  beforeEach(() => {
    vi.stubGlobal("matchMedia", () => ({ matches: false }));
    onSend.mockReset().mockImplementation(() => new Promise((resolve) => (stored = resolve)));
    root = createRoot(document.body);
    act(() => root.render(<Writer />));
  });
  afterEach(() => {
    root.unmount();
  });

  function Writer(): React.ReactNode {
    const [text, setText] = useState("");
    return <Composer text={text} onText={setText} onSend={onSend} />;
  }
  const box = (): HTMLTextAreaElement => document.querySelector("textarea") as HTMLTextAreaElement;
  const type = (text: string): void => {
    act(() => {
      box().value = text;
      box().dispatchEvent(new Event("input", { bubbles: true }));
    });
  };
  const press = (key: string, more: KeyboardEventInit = {}): boolean =>
    box().dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
  const settle = (): Promise<void> => act(async () => undefined) as Promise<void>;

  it("sends with Enter and breaks the line with Shift and Enter", () => {
    type("Hello");
    expect(press("Enter", { shiftKey: true })).toBe(true);
    expect(onSend).not.toHaveBeenCalled();
    expect(press("Enter")).toBe(false);
    expect(onSend).toHaveBeenCalledWith("Hello");
  });

  it("leaves Enter to the keyboard of a phone and to input methods", () => {
    type("Hello");
    press("Enter", { isComposing: true });
    // Safari: the composition has ended already, but the key was part of it.
    press("Enter", { keyCode: 229 });
    vi.stubGlobal("matchMedia", () => ({ matches: true }));
    press("Enter");
    expect(onSend).not.toHaveBeenCalled();
  });

  it("keeps the text until the message is stored, and sends it once however often Enter is pressed", async () => {
    type("Hello");
    press("Enter");
    press("Enter");
    await settle();
    expect(box().value).toBe("Hello");
    expect(onSend).toHaveBeenCalledTimes(1);
    stored();
    await settle();
    expect(box().value).toBe("");
  });

  it("sends what was typed and sent while the message before it was stored", async () => {
    type("Hello");
    press("Enter");
    type("Hello, one more");
    press("Enter");
    stored();
    await settle();
    expect(onSend.mock.calls).toEqual([["Hello"], [", one more"]]);
    type("Something else altogether");
    press("Enter");
    stored();
    await settle();
    expect(onSend.mock.calls.at(-1)).toEqual(["Something else altogether"]);
    stored();
    await settle();
    expect(box().value).toBe("");
  });

  it("keeps what was typed while the message was stored", async () => {
    type("Hello");
    press("Enter");
    type("Hello and more");
    stored();
    await settle();
    expect(box().value).toBe(" and more");
  });

  it("sends neither spaces nor more than the limit, and says how much is too much", () => {
    type("   ");
    press("Enter");
    type("x".repeat(10_002));
    press("Enter");
    expect(onSend).not.toHaveBeenCalled();
    expect(document.querySelector("[role=alert]")?.textContent).toBe("2 characters too many.");
    expect(box().value).toHaveLength(10_002);
  });
});
