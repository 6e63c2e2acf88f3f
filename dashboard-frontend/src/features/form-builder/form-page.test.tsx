import type { FormField } from "@stonechat/openapi/types";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deferred } from "@/tests/deferred";
import { FakeApi, Refused } from "@/tests/fake-api";
import { renderPage } from "@/tests/page";
import { site } from "@/tests/rows";
import { FormPage } from "./form-page";

const SHOP = site({ id: "shop" });
const GET = "GET /v1/sites/shop/form-fields";
const PUT = "PUT /v1/sites/shop/form-fields";

function field(over: Partial<FormField> & { key: string; label: string }): FormField {
  return { kind: "text", help: null, required: false, max_length: 500, options: [], shown_if: null, ...over };
}

const FIELDS = [
  field({ key: "name", label: "Your name", required: true }),
  field({
    key: "topic",
    label: "What is it about?",
    kind: "choice",
    max_length: 100,
    options: [
      { value: "order", label: "An order" },
      { value: "other", label: "Something else" },
    ],
  }),
  field({ key: "number", label: "Order number", shown_if: { key: "topic", values: ["order"] } }),
];

let api: FakeApi;
beforeEach(() => {
  api = new FakeApi({ [GET]: () => ({ fields: FIELDS, version: 1 }) });
  api.on(PUT, ({ body }) => ({ ...(body as object), version: 2 }));
});

afterEach(() => sessionStorage.clear());

const show = () => renderPage(<FormPage site={SHOP} />);
const cards = () => within(screen.getByRole("region", { name: "Questions" })).getAllByRole("listitem");
const preview = () => within(screen.getByRole("region", { name: "Preview" }));
const save = () => userEvent.click(screen.getByRole("button", { name: "Save" }));
const press = async (name: string) => userEvent.click(await screen.findByRole("button", { name }));
const open = async (question: string) =>
  userEvent.click(await screen.findByRole("button", { name: (name) => name.startsWith(question) }));
const keysSent = () =>
  (api.sent(PUT) as { fields: { key: string }[] }[]).map(({ fields }) => fields.map(({ key }) => key));

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

    const [{ fields }] = api.sent(PUT) as [{ fields: FormField[] }];
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

    const [{ fields }] = api.sent(PUT) as [{ fields: FormField[] }];
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
    const [{ fields }] = api.sent(PUT) as [{ fields: FormField[] }];
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

describe("the longest answer", () => {
  const longest = () => screen.getByLabelText<HTMLInputElement>("Longest answer");
  const fieldsSent = () => (api.sent(PUT).at(-1) as { fields: FormField[] }).fields;

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
  const fieldsSent = () => (api.sent(PUT).at(-1) as { fields: FormField[] }).fields;

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
    expect(keysSent()).toEqual([["name", "subject", "number"]]);
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
