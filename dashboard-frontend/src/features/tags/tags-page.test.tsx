import type { Tag } from "@stonechat/openapi/types";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import { FakeApi, Refused } from "@/tests/fake-api";
import { renderPage } from "@/tests/page";
import { TagsPage } from "./tags-page";

const tag = (over: Partial<Tag> & { id: string; name: string }): Tag => ({
  color: "#0f766e",
  deleted_at: null,
  version: 1,
  ...over,
});

let api: FakeApi;
beforeEach(() => {
  const items = [
    tag({ id: "two", name: "Return" }),
    tag({ id: "one", name: "Ärger" }),
    tag({ id: "gone", name: "Gone", deleted_at: "2026-03-01T10:00:00Z" }),
  ];
  api = new FakeApi({ "GET /v1/tags": () => ({ items }) });
});

const press = async (name: string) => userEvent.click(await screen.findByRole("button", { name }));

it("lists the tags in their order, and no deleted one", async () => {
  renderPage(<TagsPage />);

  expect((await screen.findAllByRole("listitem")).map(({ textContent }) => textContent)).toEqual(["Ärger", "Return"]);
});

it("adds a tag with its color", async () => {
  api.on("POST /v1/tags", ({ body }) => tag(body as Tag));
  renderPage(<TagsPage />);
  await press("Add a tag");
  await userEvent.type(screen.getByLabelText("Name"), " Complaint ");
  await press("Save");

  expect(await screen.findByText("Complaint is saved")).toBeDefined();
  expect(api.sent("POST /v1/tags")).toMatchObject([{ name: "Complaint", color: "#0f766e" }]);
  expect(screen.getByText("Complaint")).toBeDefined();
});

it("changes a tag, and says what the server has against it", async () => {
  api.on("PATCH /v1/tags/two", () => {
    throw new Refused(409, "name_taken", { detail: "There is a tag of this name already." });
  });
  renderPage(<TagsPage />);
  await press("Edit Return");
  const name = screen.getByLabelText("Name");
  await userEvent.clear(name);
  await press("Save");
  expect(screen.getByText("Give the tag a name.")).toBeDefined();
  await userEvent.type(name, "Ärger");
  await press("Save");
  expect(await screen.findByText("There is a tag of this name already.")).toBeDefined();

  api.on("PATCH /v1/tags/two", ({ body }) => tag({ ...(body as Tag), id: "two", version: 2 }));
  await press("Save");
  expect(await screen.findByText("Ärger is saved")).toBeDefined();
});

it("deletes a tag at once after a question, and has it back when that fails", async () => {
  api.on("DELETE /v1/tags/two", () => {
    throw new Refused(503, "busy");
  });
  renderPage(<TagsPage />);
  await press("Delete Return");
  await userEvent.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Delete Return" }));

  expect(await screen.findByText("The server has a problem. Try again in a moment.")).toBeDefined();
  expect(screen.getByText("Return")).toBeDefined();
});
