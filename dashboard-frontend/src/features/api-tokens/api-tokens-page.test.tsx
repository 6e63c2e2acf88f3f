import type { ApiToken } from "@stonechat/openapi/types";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import { FakeApi, Refused } from "@/tests/fake-api";
import { renderPage } from "@/tests/page";
import { ApiTokensPage } from "./api-tokens-page";

const TOKEN: ApiToken = {
  id: "one",
  name: "Shop system",
  scopes: ["customers:read"],
  agent_id: "bot",
  made_by: "mara",
  created_at: "2026-03-01T10:00:00Z",
  expires_at: "2026-03-02T10:00:00Z",
  last_used_at: null,
};
const POST = "POST /v1/api-tokens";

let api: FakeApi;
beforeEach(() => {
  api = new FakeApi({ "GET /v1/api-tokens": () => ({ items: [TOKEN] }) });
});

const press = async (name: string) =>
  userEvent.click((await screen.findAllByRole("button", { name })).at(-1) as HTMLElement);

it("says what each program may do, whether it works and whether it was ever used", async () => {
  renderPage(<ApiTokensPage />);

  expect(await screen.findByText("Read customers")).toBeDefined();
  expect(screen.getByText(/^Never used · expired 2 Mar/)).toBeDefined();
});

it("makes a token with what was chosen, and shows it once", async () => {
  api.on(POST, ({ body }) => ({ ...TOKEN, ...(body as object), token: "sct_secret" }));
  renderPage(<ApiTokensPage />);
  await press("Make a token");
  await press("Make a token");
  expect(screen.getByText("Give the program a name.")).toBeDefined();
  expect(screen.getByText("Choose at least one.")).toBeDefined();

  await userEvent.type(screen.getByLabelText("Name of the program"), "Bot");
  await userEvent.click(screen.getByRole("checkbox", { name: "Write messages and change conversations" }));
  await userEvent.click(screen.getByRole("checkbox", { name: "Read conversations and messages" }));
  await userEvent.selectOptions(screen.getByLabelText("How long it is good"), "Until it is revoked");
  await press("Make a token");

  expect((await screen.findByLabelText<HTMLInputElement>("Token")).value).toBe("sct_secret");
  expect(api.sent(POST)).toMatchObject([
    { name: "Bot", scopes: ["conversations:read", "conversations:write"], expires_at: null },
  ]);
});

it("takes another id once a token was made whose secret was lost on the way", async () => {
  const answers = [new Refused(503, "busy"), new Refused(409, "already_made", { detail: "It was made already." })];
  api.on(POST, () => {
    throw answers.shift() ?? new Refused(503, "busy");
  });
  renderPage(<ApiTokensPage />);
  await press("Make a token");
  await userEvent.type(screen.getByLabelText("Name of the program"), "Bot");
  await userEvent.click(screen.getByRole("checkbox", { name: "Read customers" }));
  await press("Make a token");
  await press("Make a token");
  await screen.findByText("It was made already.");
  await press("Make a token");

  const [first, second, third] = api.sent(POST) as { id: string }[];
  expect(second?.id).toBe(first?.id);
  expect(third?.id).not.toBe(first?.id);
});

it("revokes after a question", async () => {
  api.on("DELETE /v1/api-tokens/one", () => undefined);
  renderPage(<ApiTokensPage />);
  await press("Revoke the token of Shop system");
  await userEvent.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Revoke" }));

  expect(await screen.findByText("No token yet")).toBeDefined();
});
