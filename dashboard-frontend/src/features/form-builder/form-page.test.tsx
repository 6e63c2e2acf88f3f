import type { FormField } from "@stonechat/openapi/types";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deferred } from "@/tests/deferred";
import { type FakeApi, Refused } from "@/tests/fake-api";
import { cards, FIELDS, field, formApi, formsSent, GET, open, PUT, press, SHOP, save } from "@/tests/form";
import { renderPage } from "@/tests/page";
import { FormPage } from "./form-page";

let api: FakeApi;
beforeEach(() => {
  api = formApi();
});

afterEach(() => sessionStorage.clear());

const show = () => renderPage(<FormPage site={SHOP} />);
const preview = () => within(screen.getByRole("region", { name: "Preview" }));
const keysSent = () => formsSent(api).map((fields) => fields.map(({ key }) => key));

describe("the order of questions", () => {
  it("is changed by keyboard, told, and kept under the button that was pressed", async () => {
    show();
    const up = await screen.findByRole("button", { name: "Move What is it about? up" });
    up.focus();
    await userEvent.keyboard("{Enter}");

    expect(screen.getByText("What is it about? is now number 1 of 3.")).toBeDefined();
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Move What is it about? up");
    await save();
    expect(keysSent()).toEqual([["topic", "name", "number"]]);
  });

  it("is changed by dragging, and by nothing that is dragged in from elsewhere", async () => {
    show();
    await screen.findByText("Order number", { selector: "span" });
    const data = new Map<string, string>();
    const dataTransfer = {
      setData: (type: string, value: string) => data.set(type, value),
      getData: (type: string) => data.get(type) ?? "",
      get types() {
        return [...data.keys()];
      },
    };
    const [first, second] = cards() as [HTMLElement, HTMLElement];
    fireEvent.drop(first, { dataTransfer: { getData: () => "", types: ["Files"] } });
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();

    fireEvent.dragStart(within(second).getByTitle("Drag What is it about?"), { dataTransfer });
    fireEvent.dragOver(first, { dataTransfer });
    fireEvent.drop(first, { dataTransfer });
    await save();
    expect(keysSent()).toEqual([["topic", "name", "number"]]);
  });

  it("that breaks a rule is not saved, and says where", async () => {
    show();
    await press("Move Order number up");
    await save();

    expect(screen.getByText("Some questions need a look before the form can be saved.")).toBeDefined();
    await open("Order number");
    expect(screen.getByText(/The question it depends on has to come before it/)).toBeDefined();
    expect(api.sent(PUT)).toEqual([]);
  });
});

describe("a question", () => {
  it("is added, written and saved with all that it has", async () => {
    show();
    await press("Add a question");
    await userEvent.click(await screen.findByRole("menuitem", { name: "Choice" }));
    await userEvent.type(screen.getByLabelText("Question"), "How urgent?");
    await userEvent.clear(screen.getByLabelText("Option 1"));
    await userEvent.type(screen.getByLabelText("Option 1"), "Very");
    await press("Add an option");
    await userEvent.click(screen.getByRole("checkbox", { name: "Required" }));
    await save();

    const fields = formsSent(api)[0] ?? [];
    expect(fields.at(-1)).toEqual({
      key: "question",
      kind: "choice",
      label: "How urgent?",
      help: null,
      required: true,
      max_length: null,
      options: [
        { value: "option_1", label: "Very" },
        { value: "option_2", label: "Option 2" },
        { value: "option_3", label: "Option 3" },
      ],
      shown_if: null,
    });
  });

  it("for the profile is offered while it is not asked yet, under its own key", async () => {
    show();
    await press("Add a question");
    expect(screen.queryByRole("menuitem", { name: "Name" })).toBeNull();
    await userEvent.click(await screen.findByRole("menuitem", { name: "Email" }));
    await save();

    expect(keysSent()).toEqual([["name", "topic", "number", "email"]]);
  });

  it("is removed with an undo that keeps what was changed since", async () => {
    show();
    await press("Remove Your name");
    await open("Order number");
    await userEvent.type(screen.getByLabelText("Question"), "?");
    await press("Undo");
    await save();

    const fields = formsSent(api)[0] ?? [];
    expect(fields.map(({ label }) => label)).toEqual(["Your name", "What is it about?", "Order number?"]);
  });

  it("that came back by discarding doesn't come back once more by the undo", async () => {
    show();
    await press("Remove Your name");
    await press("Discard");
    await press("Undo");

    expect(cards()).toHaveLength(3);
  });

  it("can depend on the answer to an earlier one, and the preview follows", async () => {
    show();
    await screen.findByText("Your name", { selector: "span" });
    expect(preview().queryByLabelText(/Order number/)).toBeNull();
    await userEvent.selectOptions(preview().getByLabelText(/What is it about/), "An order");
    expect(preview().getByLabelText(/Order number/)).toBeDefined();

    await open("Order number");
    await userEvent.click(screen.getByRole("checkbox", { name: "Something else" }));
    await save();
    const fields = formsSent(api)[0] ?? [];
    expect(fields[2]?.shown_if).toEqual({ key: "topic", values: ["order", "other"] });
  });

  it("keeps what was typed on while the form was being saved", async () => {
    const answer = deferred<object>();
    api.on(PUT, () => answer.promise);
    show();
    await open("Your name");
    await userEvent.type(screen.getByLabelText("Question"), "?{Control>}s{/Control} Really?");
    answer.resolve({ fields: FIELDS.with(0, field({ key: "name", label: "Your name?", required: true })), version: 2 });
    expect(await screen.findByText("Saved")).toBeDefined();

    expect(screen.getByLabelText<HTMLInputElement>("Question").value).toBe("Your name? Really?");
    expect(screen.queryByText(/Somebody else changed this/)).toBeNull();
    await save();
    const last = api.sent(PUT).at(-1) as { fields: FormField[]; version: number };
    expect([last.fields[0]?.label, last.version]).toEqual(["Your name? Really?", 2]);
  });

  it("stays open, with the focus in it, when it is saved by keys", async () => {
    show();
    await press("Add a question");
    await userEvent.click(await screen.findByRole("menuitem", { name: "Short text" }));
    const label = screen.getByLabelText("Question");
    await userEvent.type(label, "Why?{Control>}s{/Control}");
    expect(await screen.findByText("Saved")).toBeDefined();
    await waitFor(() => expect(screen.queryByRole("button", { name: "Save" })).toBeNull());

    expect(screen.getByLabelText("Question")).toBe(label);
    expect(document.activeElement).toBe(label);
  });

  it("shows what the server finds wrong where it is", async () => {
    api.on(PUT, () => {
      throw new Refused(422, "invalid_form", { errors: [{ pointer: "/fields/0/label", detail: "Too odd." }] });
    });
    show();
    await open("Your name");
    await userEvent.type(screen.getByLabelText("Question"), "!");
    await save();

    expect(await screen.findByText("Too odd.")).toBeDefined();
    expect(screen.getByLabelText("Question").getAttribute("aria-invalid")).toBe("true");
  });
});

describe("the form", () => {
  it("that is empty says that customers write at once", async () => {
    api.on(GET, () => ({ fields: [], version: 1 }));
    show();

    expect(await screen.findByText("Customers write at once")).toBeDefined();
    expect(screen.getByText("No form: the chat opens at once.")).toBeDefined();
  });

  it("is read again when its site has become newer", async () => {
    const { rerender } = show();
    await screen.findByText("Order number", { selector: "span" });
    api.on(GET, () => ({ fields: FIELDS.slice(0, 1), version: 4 }));
    rerender(<FormPage site={{ ...SHOP, version: 4 }} />);

    await waitFor(() => expect(cards()).toHaveLength(1));
    expect(within(cards()[0] as HTMLElement).getByText("Your name")).toBeDefined();
    await open("Your name");
    await userEvent.type(screen.getByLabelText("Question"), "?");
    await save();
    expect(api.sent(PUT)).toMatchObject([{ version: 4 }]);
  });

  it("that could not be loaded is asked for again", async () => {
    api.on(GET, () => {
      throw new Refused(403, "forbidden");
    });
    show();
    await screen.findByText("The form didn't load");
    api.on(GET, () => ({ fields: FIELDS, version: 1 }));
    await press("Try again");

    expect(await screen.findByText("Order number", { selector: "span" })).toBeDefined();
  });
});
