// @vitest-environment jsdom
import { createRoot, type Root } from "react-dom/client";
import { act } from "react-dom/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { config } from "../../testing/server";
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

  const show = (start: FormStart = EMPTY_FORM): void => {
    act(() => root.render(<StartForm config={config} start={start} line="fine" onStart={onStart} />));
  };
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
});
