import type { CannedResponse } from "@stonechat/openapi/types";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import { MARA } from "@/tests/agent";
import { deferred } from "@/tests/deferred";
import { FakeApi, Refused } from "@/tests/fake-api";
import { renderPage } from "@/tests/page";
import { CannedResponsesPage } from "./canned-responses-page";

function response(over: Partial<CannedResponse> & { id: string; shortcut: string }): CannedResponse {
  const at = "2026-03-01T10:00:00Z";
  return { text: "We are open from 9 to 5.", shared: true, made_by: "tom", created_at: at, updated_at: at, ...over };
}

const GET = "GET /v1/canned-responses";
let api: FakeApi;
beforeEach(() => {
  api = new FakeApi({
    [GET]: () => ({
      items: [
        response({ id: "hours", shortcut: "hours" }),
        response({ id: "return", shortcut: "return", text: "Returns are free.", shared: false, made_by: MARA.id }),
      ],
    }),
  });
});

const AGENT = { ...MARA, role: "agent" as const };
const press = async (name: string) => userEvent.click(await screen.findByRole("button", { name }));

it("finds a response by its words", async () => {
  renderPage(<CannedResponsesPage />);
  await userEvent.type(await screen.findByRole("searchbox"), "free");

  expect(screen.getByText("/return")).toBeDefined();
  expect(screen.queryByText("/hours")).toBeNull();
  await userEvent.type(screen.getByRole("searchbox"), " elephants");
  expect(screen.getByText("Nothing has these words.")).toBeDefined();
});

it("lets agents change what they made, and admins everything", async () => {
  const { unmount } = renderPage(<CannedResponsesPage />, { me: AGENT });
  expect(await screen.findByRole("button", { name: "Edit /return" })).toBeDefined();
  expect(screen.queryByRole("button", { name: "Edit /hours" })).toBeNull();
  unmount();

  renderPage(<CannedResponsesPage />);
  expect(await screen.findByRole("button", { name: "Edit /hours" })).toBeDefined();
});

it("adds a response, with the slash that people type left out", async () => {
  api.on("POST /v1/canned-responses", ({ body }) => response(body as CannedResponse));
  renderPage(<CannedResponsesPage />);
  await press("Add a response");
  const dialog = within(screen.getByRole("dialog"));
  await userEvent.click(dialog.getByRole("button", { name: "Save" }));
  expect(dialog.getByText("Give it a shortcut.")).toBeDefined();
  expect(dialog.getByText("Write what it says.")).toBeDefined();

  await userEvent.type(dialog.getByLabelText("Shortcut"), "/größe");
  await userEvent.type(dialog.getByLabelText("Text"), "It runs small.");
  await userEvent.click(dialog.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("/größe is saved")).toBeDefined();
  expect(api.sent("POST /v1/canned-responses")).toMatchObject([
    { shortcut: "größe", text: "It runs small.", shared: true },
  ]);
  expect(screen.getByText("It runs small.")).toBeDefined();
});

it("is shared or not by a box, which counts when it is saved", async () => {
  const change = "PATCH /v1/canned-responses/return";
  api.on(change, ({ body }) => response({ id: "return", shortcut: "return", ...(body as object) }));
  renderPage(<CannedResponsesPage />);
  await press("Edit /return");
  const dialog = within(screen.getByRole("dialog"));
  await userEvent.click(dialog.getByRole("checkbox", { name: "For everybody on the team" }));
  expect(api.sent(change)).toEqual([]);
  await userEvent.click(dialog.getByRole("button", { name: "Save" }));

  expect(await screen.findByText("/return is saved")).toBeDefined();
  expect(api.sent(change)).toMatchObject([{ shared: true }]);
});

it("says what is wrong with a shortcut before and after it is sent", async () => {
  api.on("PATCH /v1/canned-responses/return", () => {
    throw new Refused(409, "shortcut_taken", { detail: "There is a canned response with this shortcut already." });
  });
  renderPage(<CannedResponsesPage />);
  await press("Edit /return");
  const field = screen.getByLabelText("Shortcut");
  await userEvent.type(field, " x");
  await press("Save");
  expect(screen.getByText("Use letters, digits, _ and - only.")).toBeDefined();

  await userEvent.clear(field);
  await userEvent.type(field, "hours");
  await press("Save");
  expect(await screen.findByText("There is a canned response with this shortcut already.")).toBeDefined();
  expect(screen.getByRole("dialog")).toBeDefined();
});

it("deletes after a question, at once, and takes that back when the server refuses", async () => {
  const answer = deferred();
  api.on("DELETE /v1/canned-responses/hours", () => answer.promise);
  renderPage(<CannedResponsesPage />);
  await press("Delete /hours");
  await userEvent.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Delete /hours" }));
  expect(screen.queryByText("/hours")).toBeNull();

  answer.reject(new Refused(503, "busy"));
  expect(await screen.findByText("/hours")).toBeDefined();
});

it("says what it is for while there is none", async () => {
  api.on(GET, () => ({ items: [] }));
  renderPage(<CannedResponsesPage />);

  expect(await screen.findByText("No canned response yet")).toBeDefined();
});
