import type { FormField } from "@stonechat/openapi/types";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { FakeApi } from "@/tests/fake-api";
import { site } from "@/tests/rows";

export const SHOP = site({ id: "shop" });
export const GET = "GET /v1/sites/shop/form-fields";
export const PUT = "PUT /v1/sites/shop/form-fields";

export function field(over: Partial<FormField> & { key: string; label: string }): FormField {
  return { kind: "text", help: null, required: false, max_length: 500, options: [], shown_if: null, ...over };
}

/** A name, a choice, and what is asked after one of its answers. */
export const FIELDS = [
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

/** A site with that form, which becomes whatever is sent. */
export function formApi(): FakeApi {
  const api = new FakeApi({ [GET]: () => ({ fields: FIELDS, version: 1 }) });
  api.on(PUT, ({ body }) => ({ ...(body as object), version: 2 }));
  return api;
}

/** The fields of each form that was sent, in order. */
export function formsSent(api: FakeApi): FormField[][] {
  return (api.sent(PUT) as { fields: FormField[] }[]).map(({ fields }) => fields);
}

export const cards = () => within(screen.getByRole("region", { name: "Questions" })).getAllByRole("listitem");
export const save = () => userEvent.click(screen.getByRole("button", { name: "Save" }));
export const press = async (name: string) => userEvent.click(await screen.findByRole("button", { name }));
export const open = async (question: string) =>
  userEvent.click(await screen.findByRole("button", { name: (name) => name.startsWith(question) }));
