import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FakeApi } from "@/tests/fake-api";
import { cards, formApi, formsSent, open, PUT, press, SHOP, save } from "@/tests/form";
import { renderPage } from "@/tests/page";
import { FormPage } from "./form-page";

let api: FakeApi;
beforeEach(() => {
  api = formApi();
});

afterEach(() => sessionStorage.clear());

const show = () => renderPage(<FormPage site={SHOP} />);
const fieldsSent = () => formsSent(api).at(-1) ?? [];

describe("the longest answer", () => {
  const longest = () => screen.getByLabelText<HTMLInputElement>("Longest answer");

  it("is shown as it is kept, also after another kind was chosen or a change was discarded", async () => {
    show();
    await open("Order number");
    await userEvent.clear(longest());
    await userEvent.type(longest(), "300");
    await userEvent.selectOptions(screen.getByLabelText("Kind of answer"), "Long text");
    expect(longest().value).toBe("");
    await userEvent.type(longest(), "4000");
    await press("Discard");

    expect(longest().value).toBe("500");
  });

  it("that isn't allowed stays to be mended, and is not cut down to one that is", async () => {
    show();
    await open("Order number");
    await userEvent.clear(longest());
    await userEvent.type(longest(), "9999");
    expect(screen.getByText("Enter a whole number within the limit, or nothing.")).toBeDefined();
    await save();
    expect(screen.getByText(/Some questions need a look/)).toBeDefined();
    expect(api.sent(PUT)).toEqual([]);

    await userEvent.clear(longest());
    expect(longest().getAttribute("aria-invalid")).toBeNull();
    await save();
    expect(fieldsSent()[2]?.max_length).toBeNull();
  });
});

describe("a question's name for programs", () => {
  const name = () => screen.getByLabelText("Name for programs");
  const rename = async (key: string) => {
    await userEvent.clear(name());
    await userEvent.type(name(), key);
  };

  it("is changed without the card being drawn anew under the mouse", async () => {
    show();
    await open("What is it about?");
    const card = cards()[1];
    const required = screen.getByLabelText("Required");
    await rename("subject");
    await userEvent.click(required);

    expect(cards()[1]).toBe(card);
    expect(screen.getByLabelText("Required")).toBe(required);
    expect(document.activeElement).toBe(required);
    await save();
    expect(fieldsSent()[1]).toMatchObject({ key: "subject", required: true });
  });

  it("is saved as it is shown, also from within its field", async () => {
    show();
    await open("What is it about?");
    await rename("subject");
    await userEvent.keyboard("{Control>}s{/Control}");

    expect(await screen.findByText("Saved")).toBeDefined();
    expect(formsSent(api).map((fields) => fields.map(({ key }) => key))).toEqual([["name", "subject", "number"]]);
    expect(document.activeElement).toBe(name());
  });

  it("takes along the questions that depend on it, also by way of a name that is taken", async () => {
    show();
    await open("What is it about?");
    await rename("number");
    await save();
    expect(screen.getByText(/Some questions need a look/)).toBeDefined();
    await rename("subject");
    await save();

    expect(await screen.findByText("Saved")).toBeDefined();
    expect(fieldsSent()[2]).toMatchObject({ key: "number", shown_if: { key: "subject", values: ["order"] } });
    await open("Order number");
    await userEvent.click(screen.getByRole("checkbox", { name: "Something else" }));
    await save();
    expect(fieldsSent()[2]?.shown_if).toEqual({ key: "subject", values: ["order", "other"] });
  });

  it("can begin with that of a question for the profile", async () => {
    show();
    await open("Order number");
    await rename("name_of_pet");

    expect(screen.getByLabelText<HTMLInputElement>("Name for programs").value).toBe("name_of_pet");
  });

  it("is as it was saved once changes are discarded", async () => {
    show();
    await open("Order number");
    await rename("subject");
    await press("Discard");

    expect(screen.getByLabelText<HTMLInputElement>("Name for programs").value).toBe("number");
  });

  it("is another one when a removed question comes back and its name was given away", async () => {
    show();
    await press("Remove Order number");
    await press("Add a question");
    await userEvent.click(await screen.findByRole("menuitem", { name: "Short text" }));
    await userEvent.type(screen.getByLabelText("Question"), "Which number?");
    await rename("number");
    await press("Undo");
    await save();

    expect(await screen.findByText("Saved")).toBeDefined();
    expect(fieldsSent().map(({ key, label }) => [key, label])).toEqual([
      ["name", "Your name"],
      ["topic", "What is it about?"],
      ["number_2", "Order number"],
      ["number", "Which number?"],
    ]);
  });

  it("never leads the questions that depended on a removed one to another one", async () => {
    show();
    await press("Remove What is it about?");
    await press("Add a question");
    await userEvent.click(await screen.findByRole("menuitem", { name: "Checkbox" }));
    await userEvent.type(screen.getByLabelText("Question"), "Urgent?");
    await rename("topic");
    await press("Move Urgent? up");
    await save();
    expect(screen.getByText(/Some questions need a look/)).toBeDefined();
    await open("Order number");

    expect(screen.getByText(/The question it depends on has to come before it/)).toBeDefined();
    expect(screen.getByRole("option", { name: "Depends on: a question that was removed" })).toBeDefined();
  });
});
