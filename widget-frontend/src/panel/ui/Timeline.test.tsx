// @vitest-environment jsdom
import { createRoot, type Root } from "react-dom/client";
import { act } from "react-dom/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sayEnglish } from "../../testing/english";
import { type Bubble, daysOf } from "../chat/timeline";
import { catalogueOf } from "../text/language";
import { speechOf } from "../text/speech";
import { say } from "../text/words";
import { Timeline } from "./Timeline";

describe("Timeline", () => {
  const onRetry = vi.fn();
  const onEdit = vi.fn();
  let root: Root;
  let faces: Record<string, string>;
  let over: boolean;

  beforeEach(() => {
    faces = {};
    over = false;
    for (const mock of [onRetry, onEdit]) mock.mockReset();
    root = createRoot(document.body);
  });
  afterEach(() => {
    root.unmount();
  });

  const bubble = (id: string, changes: Partial<Bubble> = {}): Bubble => ({
    id,
    author: "customer",
    author_id: null,
    text: id,
    at: new Date().toISOString(),
    deleted: false,
    state: "sent",
    ...changes,
  });
  const show = (...bubbles: Bubble[]): void => {
    act(() =>
      root.render(
        <Timeline
          days={daysOf(bubbles)}
          nameOf={(id) => id ?? "Us"}
          faceOf={(id) => faces[id ?? ""] ?? null}
          over={over}
          onRetry={onRetry}
          onEdit={onEdit}
        />,
      ),
    );
  };
  const texts = (selector: string): (string | null)[] =>
    [...document.querySelectorAll(selector)].map((element) => element.textContent);
  const press = (name: string): void => {
    const button = [...document.querySelectorAll("button")].find((element) => element.textContent === name);
    act(() => button?.click());
  };

  it("draws its words and times anew in another language, and each text in its own direction", async () => {
    show(bubble("one"), bubble("مرحبا", { author: "agent", author_id: "Ann", at: "2020-05-01T12:00:00Z" }));
    expect(texts(".unseen")).toContain("You");
    say((await catalogueOf("ar"))(speechOf("ar")), "ar");
    show(bubble("one"), bubble("مرحبا", { author: "agent", author_id: "Ann", at: "2020-05-01T12:00:00Z" }));
    expect(texts(".unseen")).toContain("أنت");
    expect(texts(".meta").join()).toMatch(/[صم]/);
    expect([...document.querySelectorAll<HTMLElement>(".said")].map(({ dir }) => dir)).toEqual(["auto", "auto"]);
    sayEnglish();
  });

  it("is a log that reads nothing out by itself, with a line for each day", () => {
    const yesterday = new Date(Date.now() - 86_400_000).toISOString();
    show(bubble("one", { at: yesterday }), bubble("two"));
    expect(document.querySelector("[role=log]")?.getAttribute("aria-live")).toBe("off");
    expect(texts(".day")).toEqual(["Yesterday", "Today"]);
  });

  it("joins the bubbles of a group and names its author once, for screen readers too", () => {
    show(bubble("one", { author: "agent", author_id: "Ann" }), bubble("two", { author: "agent", author_id: "Ann" }));
    expect([...document.querySelectorAll(".bubble")].map((element) => element.className)).toEqual([
      "bubble sent first",
      "bubble sent last",
    ]);
    expect(texts(".unseen")).toEqual(["Ann"]);
    expect(texts(".meta")[0]).toMatch(/^AAnn · /);
  });

  it("shows an agent's picture, and initials without one or where it cannot be loaded", () => {
    faces = { Ann: "https://api.test/v1/faces/f1" };
    show(bubble("one", { author: "agent", author_id: "Ann" }), bubble("two", { author: "agent", author_id: "Ben" }));
    const picture = document.querySelector<HTMLImageElement>("img");
    expect([picture?.src, picture?.alt]).toEqual(["https://api.test/v1/faces/f1", ""]);
    expect(texts("span.face")).toEqual(["B"]);
    act(() => {
      picture?.dispatchEvent(new Event("error"));
    });
    expect(texts("span.face")).toEqual(["A", "B"]);
    expect(document.querySelector("img")).toBeNull();
  });

  it("says the state under the newest own message only", () => {
    show(bubble("one"), bubble("two", { state: "sending" }));
    expect(texts(".meta")).toEqual(["Sending…"]);
    show(bubble("one"), bubble("answer", { author: "agent", author_id: "Ann" }));
    expect(texts(".own .meta")).toEqual([]);
    show(bubble("one", { state: "read" }), bubble("two", { state: "delivered" }));
    expect(texts(".meta")).toEqual([expect.stringMatching(/^Delivered · /)]);
  });

  it("offers another try and editing for exactly the message that was not sent", () => {
    show(bubble("one", { state: "failed" }), bubble("two"));
    press("Try again");
    press("Edit");
    expect(onRetry.mock.calls).toEqual([["one"]]);
    expect(onEdit.mock.calls).toEqual([["one"]]);
  });

  it("offers neither where nothing more can be sent", () => {
    over = true;
    show(bubble("one", { state: "failed" }));
    expect([texts(".failure"), texts("button")]).toEqual([["Not sent."], []]);
  });

  it("makes links that cannot reach back into the page, and lets no markup through", () => {
    show(bubble("x", { text: "<img src=x onerror=alert(1)> https://a.example javascript:alert(1)" }));
    const links = [...document.querySelectorAll("a")];
    expect(links.map((link) => [link.href, link.target])).toEqual([["https://a.example/", "_blank"]]);
    expect(links[0]?.relList.contains("noopener")).toBe(true);
    expect(document.querySelector("img")).toBeNull();
  });

  it("shows nothing of a deleted message", () => {
    show(bubble("secret", { deleted: true }));
    expect(texts(".bubble")).toEqual(["This message was deleted."]);
  });
});
