import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Session } from "@/api/session";
import { SessionProvider } from "@/api/session-context";
import { MARA } from "@/tests/agent";
import { FakeApi, Refused } from "@/tests/fake-api";
import { AcceptInvitationPage } from "./accept-invitation-page";
import { ResetPasswordPage } from "./reset-password-page";

const OFFER = { email: "ada@example.com", role: "agent", invited_by: "Mara", expires_at: "2126-03-01T10:00:00Z" };
const SIGNED_IN = { access_token: "token", expires_in: 900, agent: MARA };
const unused = async (): Promise<never> => {
  throw new Error("unused");
};

let api: FakeApi;
let session: Session;
beforeEach(() => {
  api = new FakeApi({ "POST /v1/auth/invitation": () => OFFER });
  session = new Session({ login: unused, refresh: unused, logout: unused });
});

afterEach(() => window.history.replaceState(null, "", "/"));

function open(page: "accept-invitation" | "reset-password", secret = "secret.1"): void {
  window.history.replaceState(null, "", `/${page}#${secret}`);
  render(
    <SessionProvider session={session}>
      {page === "accept-invitation" ? <AcceptInvitationPage /> : <ResetPasswordPage />}
    </SessionProvider>,
  );
}

describe("an invitation", () => {
  it("says who invites, takes name and password, and lets one in", async () => {
    api.on("POST /v1/auth/accept-invitation", () => SIGNED_IN);
    open("accept-invitation");
    expect(await screen.findByText("Mara invites you to answer customers.")).toBeDefined();
    await userEvent.click(screen.getByRole("button", { name: "Join" }));
    expect(screen.getByText("Enter your name.")).toBeDefined();
    expect(screen.getByText("Use at least 10 characters.")).toBeDefined();

    await userEvent.type(screen.getByLabelText("Your name"), "Ada");
    await userEvent.type(screen.getByLabelText("Password"), "four quiet words here");
    await userEvent.click(screen.getByRole("button", { name: "Join" }));

    expect(api.sent("POST /v1/auth/accept-invitation")).toEqual([
      { token: "secret.1", name: "Ada", password: "four quiet words here" },
    ]);
    expect(session.state()).toMatchObject({ phase: "signed_in", agent: { id: MARA.id } });
    expect(window.location.href).not.toContain("secret");
  });

  it("that was accepted already leads to the sign-in", async () => {
    api.on("POST /v1/auth/invitation", () => {
      throw new Refused(409, "invitation_used", { detail: "This invitation was accepted already. Please sign in." });
    });
    open("accept-invitation");

    expect(await screen.findByText("This invitation was accepted already. Please sign in.")).toBeDefined();
    expect(screen.getByRole("link", { name: "Go to the sign-in" }).getAttribute("href")).toBe("/sign-in");
  });

  it("that doesn't exist says what may have happened", async () => {
    api.on("POST /v1/auth/invitation", () => {
      throw new Refused(404, "not_found");
    });
    open("accept-invitation");

    expect(await screen.findByText(/a newer link has replaced it/)).toBeDefined();
  });

  it("that can't be read for now is asked for again", async () => {
    api.on("POST /v1/auth/invitation", () => {
      throw new Refused(503, "busy");
    });
    open("accept-invitation");
    const again = await screen.findByRole("button", { name: "Try again" });
    api.on("POST /v1/auth/invitation", () => OFFER);
    await userEvent.click(again);

    expect(await screen.findByLabelText("Your name")).toBeDefined();
  });

  it("keeps what was typed when all seats are taken, and says so", async () => {
    api.on("POST /v1/auth/accept-invitation", () => {
      throw new Refused(409, "no_seat", { detail: "All 2 seats are taken." });
    });
    open("accept-invitation");
    await userEvent.type(await screen.findByLabelText("Your name"), "Ada");
    await userEvent.type(screen.getByLabelText("Password"), "four quiet words here{Enter}");

    expect(await screen.findByText("All 2 seats are taken.")).toBeDefined();
    expect(screen.getByLabelText<HTMLInputElement>("Your name").value).toBe("Ada");
  });
});

describe("a link for a new password", () => {
  it("sets it and lets one in", async () => {
    api.on("POST /v1/auth/reset-password", () => SIGNED_IN);
    open("reset-password");
    await userEvent.type(screen.getByLabelText("New password"), "short{Enter}");
    expect(screen.getByText("Use at least 10 characters.")).toBeDefined();

    await userEvent.type(screen.getByLabelText("New password"), " and now long{Enter}");
    expect(api.sent("POST /v1/auth/reset-password")).toEqual([{ token: "secret.1", password: "short and now long" }]);
    expect(session.state().phase).toBe("signed_in");
  });

  it.each([
    [new Refused(404, "not_found"), /a newer link has replaced it/],
    [new Refused(409, "reset_expired", { detail: "This link has expired. Ask for a new one." }), /has expired/],
  ])("says why it doesn't work: %#", async (refused, sentence) => {
    api.on("POST /v1/auth/reset-password", () => {
      throw refused;
    });
    open("reset-password");
    await userEvent.type(screen.getByLabelText("New password"), "four quiet words here{Enter}");

    expect(await screen.findByText(sentence)).toBeDefined();
    expect(session.state().phase).not.toBe("signed_in");
  });
});
