import type { Agent, Invitation } from "@stonechat/openapi/types";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { MARA } from "@/tests/agent";
import { deferred } from "@/tests/deferred";
import { FakeApi, Refused } from "@/tests/fake-api";
import { renderPage } from "@/tests/page";
import { TeamPage } from "./team-page";

const TOM: Agent = { ...MARA, id: "tom", name: "Tom Weiss", email: "tom@example.com", role: "agent" };
const INVITATION: Invitation = {
  id: "one",
  email: "new@example.com",
  role: "agent",
  invited_by: MARA.id,
  created_at: "2026-03-01T10:00:00Z",
  expires_at: "2126-03-08T10:00:00Z",
};

let api: FakeApi;
beforeEach(() => {
  api = new FakeApi({ "GET /v1/invitations": () => ({ items: [INVITATION] }) });
});

const show = (agents: readonly Agent[] = [TOM]) => renderPage(<TeamPage />, { agents });
const choose = async (name: string, item: string) => {
  await userEvent.click(screen.getByRole("button", { name: `Actions for ${name}` }));
  await userEvent.click(await screen.findByRole("menuitem", { name: item }));
};
const team = () => within(screen.getByRole("region", { name: "On the team" }));

describe("the team", () => {
  it("counts who takes a seat, and leaves programs out", () => {
    show([
      TOM,
      { ...TOM, id: "left", name: "Left", active: false },
      { ...TOM, id: "bot", name: "Bot", role: "integration" },
    ]);

    expect(team().getByText("2 people are active.")).toBeDefined();
    expect(
      team()
        .getAllByRole("listitem")
        .map((row) => row.textContent),
    ).toEqual([
      expect.stringContaining("Mara Lindqvist"),
      expect.stringContaining("Tom Weiss"),
      expect.stringContaining("Deactivated"),
    ]);
  });

  it("says how many seats there are, and what to do when all are taken", async () => {
    const { unmount } = renderPage(<TeamPage />, { agents: [TOM], seats: 5 });
    expect(team().getByText("2 of 5 seats taken.")).toBeDefined();
    unmount();

    renderPage(<TeamPage />, { agents: [TOM], seats: 2 });
    expect(team().getByText(/^All 2 seats are taken\./)).toBeDefined();
    await userEvent.click(screen.getByRole("button", { name: "Invite somebody" }));
    expect(screen.getByText("All seats are taken. The link works as soon as one is free.")).toBeDefined();
  });

  it("tells somebody who is alone how others come", () => {
    show([]);

    expect(screen.getByText("You are here alone so far")).toBeDefined();
  });

  it("loses somebody at once, and has them back when the server refuses", async () => {
    const answer = deferred();
    api.on("PATCH /v1/agents/tom", () => answer.promise);
    show();
    await choose("Tom Weiss", "Deactivate");
    expect(api.sent("PATCH /v1/agents/tom")).toEqual([]);
    await userEvent.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Deactivate" }));
    expect(team().getByText("Deactivated")).toBeDefined();

    answer.reject(new Refused(409, "last_admin", { detail: "Somebody has to be an admin." }));
    expect(await screen.findByText("Somebody has to be an admin.")).toBeDefined();
    expect(team().queryByText("Deactivated")).toBeNull();
  });

  it("says what to do when all seats are taken", async () => {
    const detail = "All 2 seats are taken. Deactivate somebody, or raise AGENT_SEATS.";
    api.on("PATCH /v1/agents/tom", () => {
      throw new Refused(409, "no_seat", { detail });
    });
    show([{ ...TOM, active: false }]);
    await choose("Tom Weiss", "Activate");

    expect(await screen.findByText(detail)).toBeDefined();
    expect(team().getByText("Deactivated")).toBeDefined();
  });

  it("doesn't offer to deactivate oneself", async () => {
    show();
    await userEvent.click(screen.getByRole("button", { name: "Actions for Mara Lindqvist" }));

    expect(await screen.findByRole("menuitem", { name: "Edit" })).toBeDefined();
    expect(screen.queryByRole("menuitem", { name: "Deactivate" })).toBeNull();
  });

  it("sends only what was changed of somebody", async () => {
    api.on("PATCH /v1/agents/tom", ({ body }) => ({ ...TOM, ...(body as object), version: 2 }));
    show();
    await choose("Tom Weiss", "Edit");
    const dialog = within(screen.getByRole("dialog"));
    await userEvent.type(dialog.getByLabelText("Conversations at once"), "many");
    await userEvent.click(dialog.getByRole("button", { name: "Save" }));
    expect(dialog.getByText("Enter a whole number from 0 to 1000, or nothing.")).toBeDefined();

    await userEvent.clear(dialog.getByLabelText("Conversations at once"));
    await userEvent.type(dialog.getByLabelText("Conversations at once"), "5");
    await userEvent.click(dialog.getByRole("radio", { name: "Admin" }));
    await userEvent.click(dialog.getByRole("button", { name: "Save" }));

    expect(await team().findByText(/Gets up to 5 conversations/)).toBeDefined();
    expect(api.sent("PATCH /v1/agents/tom")).toEqual([{ role: "admin", capacity: 5 }]);
  });

  it("gets a link for a new password, with the secret behind the #", async () => {
    api.on("POST /v1/agents/tom/password-reset", () => ({ token: "secret", expires_at: INVITATION.expires_at }));
    show();
    await choose("Tom Weiss", "Make a link for a new password");

    const link = await screen.findByLabelText<HTMLInputElement>("Link");
    expect(link.value).toBe(`${window.location.origin}/reset-password#secret`);
    await userEvent.click(screen.getByRole("button", { name: "Done" }));
    expect(screen.queryByLabelText("Link")).toBeNull();
  });
});

describe("invitations", () => {
  const invite = async (email: string) => {
    await userEvent.click(screen.getByRole("button", { name: "Invite somebody" }));
    await userEvent.type(screen.getByLabelText("Email"), email);
    await userEvent.click(screen.getByRole("button", { name: "Make the link" }));
  };

  it("are made with a link that is shown once", async () => {
    api.on("POST /v1/invitations", () => ({ ...INVITATION, id: "two", email: "ada@example.com", token: "secret" }));
    show();
    await invite("ada@example.com");

    expect((await screen.findByLabelText<HTMLInputElement>("Link")).value).toMatch(/\/accept-invitation#secret$/);
    expect(api.sent("POST /v1/invitations")).toEqual([
      { id: expect.stringMatching(/^[0-9a-f-]{36}$/), email: "ada@example.com", role: "agent" },
    ]);
  });

  it("keep their id when the same is tried again, and get another for another address", async () => {
    api.on("POST /v1/invitations", () => {
      throw new Refused(503, "busy");
    });
    show();
    await invite("ada@example.com");
    await screen.findByText("The server has a problem. Try again in a moment.");
    await userEvent.click(screen.getByRole("button", { name: "Make the link" }));
    await userEvent.type(screen.getByLabelText("Email"), ".uk");
    await userEvent.click(screen.getByRole("button", { name: "Make the link" }));

    const [first, again, other] = api.sent("POST /v1/invitations") as { id: string }[];
    expect(again?.id).toBe(first?.id);
    expect(other?.id).not.toBe(first?.id);
  });

  it("say at the field what is wrong with an address", async () => {
    const errors = [{ pointer: "/email", detail: "This does not look like an email address." }];
    api.on("POST /v1/invitations", () => {
      throw new Refused(422, "invalid_input", { errors });
    });
    show();
    await invite("nobody");

    expect(await screen.findByText("This does not look like an email address.")).toBeDefined();
    expect(screen.getByLabelText("Email").getAttribute("aria-invalid")).toBe("true");
  });

  it("are revoked at once, and can get a new link", async () => {
    api.on("DELETE /v1/invitations/one", () => undefined);
    api.on("POST /v1/invitations/one/renew", () => ({ ...INVITATION, token: "fresh" }));
    show();
    await userEvent.click(await screen.findByRole("button", { name: "New link for new@example.com" }));
    expect((await screen.findByLabelText<HTMLInputElement>("Link")).value).toMatch(/#fresh$/);
    await userEvent.click(screen.getByRole("button", { name: "Done" }));

    await userEvent.click(screen.getByRole("button", { name: "Revoke the invitation of new@example.com" }));
    expect(screen.queryByText("new@example.com")).toBeNull();
    expect(screen.getByText("No invitation is open.")).toBeDefined();
  });
});
