// @vitest-environment jsdom
import type { FormField, WidgetConfig } from "@stonechat/openapi/types";
import { createRoot, type Root } from "react-dom/client";
import { act } from "react-dom/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { config, formField } from "../../testing/server";
import { EMPTY_FORM, type FormStart } from "../chat/view";
import { StartForm } from "./StartForm";

describe("StartForm", () => {
  const onStart = vi.fn<(answers: Record<string, string>, text: string, begun: FormStart) => Promise<void>>();
  let root: Root;

  beforeEach(() => {
    onStart.mockReset().mockResolvedValue();
    root = createRoot(document.body);
  });
  afterEach(() => {
    root.unmount();
  });

  const show = (start: FormStart = EMPTY_FORM, changes: Partial<WidgetConfig> = {}): void => {
    const site = { ...config, ...changes };
    act(() => root.render(<StartForm config={site} start={start} line="fine" onStart={onStart} />));
  };
  const showFields = (...form_fields: FormField[]): void => show(EMPTY_FORM, { form_fields });
  function field(label: string): HTMLInputElement {
    const found = [...document.querySelectorAll("label")].find((element) => element.textContent === label);
    return document.getElementById(found?.htmlFor ?? "") as HTMLInputElement;
  }
  const type = (label: string, text: string): void => {
    act(() => {
      field(label).value = text;
      field(label).dispatchEvent(new Event("input", { bubbles: true }));
    });
  };
  const submit = (): void => {
    act(() => {
      document.querySelector("form")?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    });
  };
  /** What a screen reader adds to the field's name. */
  const description = (label: string): string =>
    (field(label).getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent ?? "")
      .join(" ");

  it("asks for the site's fields and, last, for the message", () => {
    show();
    expect([...document.querySelectorAll("label")].map((label) => label.textContent)).toEqual([
      "Your name",
      "Email",
      "Message",
    ]);
    expect(field("Email").type).toBe("email");
    expect(description("Email")).toBe("Only for you.");
  });

  it("puts each error under its field, ties it to the field, goes to the first one and sends nothing", () => {
    show();
    type("Email", "maria");
    submit();
    expect(description("Your name")).toBe("Your name is needed.");
    expect(description("Email")).toBe("Only for you. Enter an email address like name@example.com.");
    expect(field("Message").getAttribute("aria-invalid")).toBe("true");
    expect(document.activeElement).toBe(field("Your name"));
    expect(document.querySelector("[role=alert]")?.textContent).not.toBe("");
    expect(onStart).not.toHaveBeenCalled();
  });

  it("takes an error away while the field is corrected, and only that one", () => {
    show();
    submit();
    type("Your name", "M");
    expect(field("Your name").getAttribute("aria-invalid")).toBe("false");
    expect(field("Email").getAttribute("aria-invalid")).toBe("true");
  });

  it("hands over what was typed, without stray spaces", () => {
    show();
    type("Your name", " Maria ");
    type("Email", "maria@b.example");
    type("Message", "Hello\n");
    submit();
    expect(onStart).toHaveBeenCalledWith({ name: "Maria", email: "maria@b.example" }, "Hello", EMPTY_FORM);
    submit();
    expect(onStart).toHaveBeenCalledTimes(1);
  });

  it("loses no answer that the browser fills in together with others", () => {
    show();
    act(() => {
      for (const [label, text] of [
        ["Your name", "Maria"],
        ["Email", "maria@b.example"],
      ] as const) {
        field(label).value = text;
        field(label).dispatchEvent(new Event("input", { bubbles: true }));
      }
    });
    type("Message", "Hello");
    submit();
    expect(onStart).toHaveBeenCalledWith({ name: "Maria", email: "maria@b.example" }, "Hello", EMPTY_FORM);
  });

  it("begins with what the server refused, and its reasons", () => {
    const errors = [{ pointer: "/answers/email", detail: "No such address." }];
    show({ ...EMPTY_FORM, answers: { name: "Maria", email: "maria@b" }, text: "Hello", errors });
    expect([field("Your name").value, field("Email").value, field("Message").value]).toEqual([
      "Maria",
      "maria@b",
      "Hello",
    ]);
    expect(description("Email")).toBe("Only for you. No such address.");
    expect(document.activeElement).toBe(field("Email"));
  });

  it("fills in what becomes known of the customer meanwhile, and nothing over what they typed or took away", () => {
    show();
    type("Your name", "Maria Curie");
    const known = { ...EMPTY_FORM, answers: { name: "M. C.", email: "maria@example.com" } };
    show(known);
    expect([field("Your name").value, field("Email").value]).toEqual(["Maria Curie", "maria@example.com"]);
    type("Email", "");
    show(known);
    expect(field("Email").value).toBe("");
  });

  it("says above the greeting that nobody is there", () => {
    show(EMPTY_FORM, { open: false, away_text: "We sleep." });
    expect([...(document.querySelector(".card")?.children ?? [])].slice(0, 2).map((part) => part.textContent)).toEqual([
      "We sleep.Leave a message. We’ll answer right here.",
      "How can we help?",
    ]);
  });

  describe("with questions of other kinds", () => {
    const options = (...values: string[]): FormField["options"] =>
      values.map((value) => ({ value, label: value.toUpperCase() }));
    const topic = formField({ key: "topic", kind: "choice", label: "Topic", options: options("order", "other") });
    const group = (): HTMLElement => document.querySelector("[role=radiogroup]") as HTMLElement;
    const labels = (): (string | null)[] => [...document.querySelectorAll("label")].map((label) => label.textContent);
    const described = (element: Element): (string | null | undefined)[] =>
      (element.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent);
    const tick = (label: string): void => act(() => field(label).click());

    it("offers up to five options as a named group of radio buttons, and more as a list", () => {
      showFields({ ...topic, help: "One of them." });
      expect(document.getElementById(group().getAttribute("aria-labelledby") ?? "")?.textContent).toBe("Topic");
      expect(described(group())).toEqual(["One of them."]);
      expect([group().getAttribute("aria-required"), labels()]).toEqual(["true", ["ORDER", "OTHER", "Message"]]);
      expect(field("ORDER").name).toBe(field("OTHER").name);
      tick("OTHER");
      expect([field("ORDER").checked, field("OTHER").checked]).toEqual([false, true]);

      showFields({ ...topic, options: options("a", "b", "c", "d", "e", "f") });
      const list = field("Topic") as unknown as HTMLSelectElement;
      expect([...list.options].map(({ text }) => text)).toEqual(["Choose…", "A", "B", "C", "D", "E", "F"]);
    });

    it("hands over what was chosen in a list", () => {
      showFields({ ...topic, options: options("a", "b", "c", "d", "e", "f") });
      const list = field("Topic") as unknown as HTMLSelectElement;
      act(() => {
        list.value = "e";
        list.dispatchEvent(new Event("change", { bubbles: true }));
      });
      type("Message", "Hello");
      submit();
      expect(onStart).toHaveBeenCalledWith({ topic: "e" }, "Hello", EMPTY_FORM);
    });

    it("lets a choice that is optional be taken back", () => {
      showFields({ ...topic, required: false });
      tick("ORDER");
      tick("No answer");
      type("Message", "Hello");
      submit();
      expect(onStart).toHaveBeenCalledWith({}, "Hello", EMPTY_FORM);
    });

    it("goes to the first button of a group without an answer, and ties the error to the group", () => {
      showFields(topic);
      submit();
      expect(group().getAttribute("aria-invalid")).toBe("true");
      expect(described(group())).toEqual(["Choose one of these."]);
      expect(document.activeElement).toBe(field("ORDER"));
      tick("ORDER");
      expect(group().getAttribute("aria-invalid")).toBe("false");
    });

    it("takes a tick for yes and its absence for nothing", () => {
      const box = formField({ key: "gift", kind: "checkbox", label: "A gift", required: false, help: "We wrap it." });
      showFields(box);
      expect([field("A gift (optional)").type, described(field("A gift (optional)"))]).toEqual([
        "checkbox",
        ["We wrap it."],
      ]);
      type("Message", "Hello");
      tick("A gift (optional)");
      tick("A gift (optional)");
      submit();
      expect(onStart).toHaveBeenLastCalledWith({}, "Hello", EMPTY_FORM);
    });

    it("asks for consent in the owner's words, whose addresses can be followed, and goes on with it only", () => {
      const words = "I agree to https://shop.test/privacy.";
      showFields(formField({ key: "privacy", kind: "consent", label: words }));
      expect(document.querySelector("label a")?.getAttribute("href")).toBe("https://shop.test/privacy");
      type("Message", "Hello");
      submit();
      expect(described(field(words))).toEqual(["Tick this box to go on."]);
      expect([document.activeElement, onStart.mock.calls.length]).toEqual([field(words), 0]);
      tick(words);
      submit();
      expect(onStart).toHaveBeenCalledWith({ privacy: "yes" }, "Hello", EMPTY_FORM);
    });

    it("gives a long answer room", () => {
      showFields(formField({ key: "story", kind: "long_text", label: "Your story" }));
      expect(field("Your story").tagName).toBe("TEXTAREA");
    });

    it("asks a question while it follows from another's answer, and remembers what was said to it", () => {
      const number = formField({ key: "number", label: "Order number", shown_if: { key: "topic", values: ["order"] } });
      showFields(topic, number);
      expect(labels()).not.toContain("Order number");
      tick("ORDER");
      submit();
      expect(document.activeElement).toBe(field("Order number"));
      tick("OTHER");
      expect(labels()).not.toContain("Order number");
      tick("ORDER");
      expect(field("Order number").getAttribute("aria-invalid")).toBe("false");
      type("Order number", "17");
      tick("OTHER");
      tick("ORDER");
      expect(field("Order number").value).toBe("17");
      tick("OTHER");
      type("Message", "Hello");
      submit();
      expect(onStart).toHaveBeenCalledWith({ topic: "other" }, "Hello", EMPTY_FORM);
    });

    it("shows what the server finds wrong at the group, the list or the box that it means", () => {
      const errors = ["topic", "privacy"].map((key) => ({ pointer: `/answers/${key}`, detail: `Not this ${key}.` }));
      const consent = formField({ key: "privacy", kind: "consent", label: "I agree" });
      show({ ...EMPTY_FORM, errors }, { form_fields: [topic, consent] });
      expect(described(group())).toEqual(["Not this topic."]);
      expect(described(field("I agree"))).toEqual(["Not this privacy."]);
      expect(document.activeElement).toBe(field("ORDER"));
    });
  });
});
