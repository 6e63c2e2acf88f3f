import type { OwnSession } from "@stonechat/openapi/types";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepLanguage, switchLanguage } from "@/lib/language";
import { noticeChoices } from "@/lib/notice-choices";
import { chooseTheme } from "@/lib/theme";
import { MARA } from "@/tests/agent";
import { deferred } from "@/tests/deferred";
import { FakeApi, Refused } from "@/tests/fake-api";
import { renderPage } from "@/tests/page";
import { ProfilePage } from "./profile-page";

const CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36";
const SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Safari/604.1";

function session(over: Partial<OwnSession> & { id: string }): OwnSession {
  const at = "2026-03-01T10:00:00Z";
  return { user_agent: CHROME, created_at: at, last_used_at: at, current: false, ...over };
}

let api: FakeApi;
beforeEach(() => {
  const items = [session({ id: "here", current: true }), session({ id: "phone", user_agent: SAFARI })];
  api = new FakeApi({ "GET /v1/me/sessions": () => ({ items }) });
});

afterEach(() => {
  keepLanguage(null);
  switchLanguage("en");
  chooseTheme("system");
});

const region = (name: string) => within(screen.getByRole("region", { name }));

describe("one's name", () => {
  it("is saved and shown to everybody here", async () => {
    api.on("PATCH /v1/me", ({ body }) => ({ ...MARA, ...(body as object), version: 2 }));
    const { cache } = renderPage(<ProfilePage />);
    const field = screen.getByLabelText("Name");
    await userEvent.clear(field);
    await userEvent.type(field, " Mara L. ");
    await userEvent.click(region("Name and email").getByRole("button", { name: "Save" }));

    expect(await screen.findByText("Your name is saved")).toBeDefined();
    expect(api.sent("PATCH /v1/me")).toEqual([{ name: "Mara L." }]);
    expect(
      JSON.stringify(
        cache
          .getQueryCache()
          .findAll()
          .map(({ state }) => state.data),
      ),
    ).toContain("Mara L.");
  });

  it("is not sent empty, and what the server refuses stands at the field", async () => {
    const errors = [{ pointer: "/name", detail: "Give another name." }];
    api.on("PATCH /v1/me", () => {
      throw new Refused(422, "invalid_input", { errors });
    });
    renderPage(<ProfilePage />);
    const field = screen.getByLabelText("Name");
    const save = region("Name and email").getByRole("button", { name: "Save" });
    await userEvent.clear(field);
    await userEvent.click(save);
    expect(screen.getByText("Enter your name.")).toBeDefined();
    expect(api.sent("PATCH /v1/me")).toEqual([]);

    await userEvent.type(field, "?");
    await userEvent.click(save);
    expect(await screen.findByText("Give another name.")).toBeDefined();
    expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("?");
  });
});

describe("the password", () => {
  const change = () => screen.getByRole("button", { name: "Change the password" });

  it("is changed by who knows the present one, and the fields are empty again", async () => {
    api.on("PUT /v1/me/password", () => undefined);
    renderPage(<ProfilePage />);
    await userEvent.type(screen.getByLabelText("Present password"), "old secret");
    await userEvent.type(screen.getByLabelText("New password"), "four quiet words here");
    await userEvent.click(change());

    await screen.findByText(/Your password is changed/);
    expect(api.sent("PUT /v1/me/password")).toEqual([{ current: "old secret", new: "four quiet words here" }]);
    expect(screen.getByLabelText<HTMLInputElement>("New password").value).toBe("");
  });

  it("that is too short or wrong is said where it was typed", async () => {
    const errors = [{ pointer: "/current", detail: "This is not your password." }];
    api.on("PUT /v1/me/password", () => {
      throw new Refused(422, "wrong_password", { errors });
    });
    renderPage(<ProfilePage />);
    await userEvent.type(screen.getByLabelText("Present password"), "wrong");
    await userEvent.type(screen.getByLabelText("New password"), "short");
    await userEvent.click(change());
    expect(screen.getByText("Use at least 10 characters.")).toBeDefined();

    await userEvent.type(screen.getByLabelText("New password"), " but now long");
    await userEvent.click(change());
    expect(await screen.findByText("This is not your password.")).toBeDefined();
    expect(screen.getByLabelText("Present password").getAttribute("aria-invalid")).toBe("true");
  });
});

describe("where one is signed in", () => {
  it("is called by browser and system, and this one can't be signed out here", async () => {
    renderPage(<ProfilePage />);

    expect(await screen.findByText("Chrome on Windows")).toBeDefined();
    expect(screen.getByText("Safari on iPhone")).toBeDefined();
    expect(screen.queryByRole("button", { name: "Sign out Chrome on Windows" })).toBeNull();
  });

  it("loses a browser at once, and gets it back when the server refuses", async () => {
    const answer = deferred();
    api.on("DELETE /v1/me/sessions/phone", () => answer.promise);
    renderPage(<ProfilePage />);
    await userEvent.click(await screen.findByRole("button", { name: "Sign out Safari on iPhone" }));
    expect(screen.queryByText("Safari on iPhone")).toBeNull();

    answer.reject(new Refused(503, "busy"));
    expect(await screen.findByText("Safari on iPhone")).toBeDefined();
    expect(screen.getByRole("button", { name: "Try again" })).toBeDefined();
  });

  it("is only here after all others are signed out, which is asked first", async () => {
    api.on("DELETE /v1/me/sessions", () => undefined);
    renderPage(<ProfilePage />);
    await userEvent.click(await screen.findByRole("button", { name: "Sign out everywhere else" }));
    expect(api.sent("DELETE /v1/me/sessions")).toEqual([]);

    const dialog = screen.getByRole("alertdialog");
    await userEvent.click(within(dialog).getByRole("button", { name: "Sign out everywhere else" }));
    await waitFor(() => expect(api.sent("DELETE /v1/me/sessions")).toHaveLength(1));
    expect(screen.getByText("You are signed in on this browser only.")).toBeDefined();
  });

  it("says so when it can't be loaded, and tries again", async () => {
    const items = [session({ id: "here", current: true })];
    api.on("GET /v1/me/sessions", () => {
      throw new Refused(403, "forbidden");
    });
    renderPage(<ProfilePage />);
    await screen.findByText("This list didn't load");

    api.on("GET /v1/me/sessions", () => ({ items }));
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Chrome on Windows")).toBeDefined();
  });
});

describe("language and looks", () => {
  it("change at once and are kept", async () => {
    renderPage(<ProfilePage />);
    await userEvent.selectOptions(screen.getByLabelText("Colors"), "Dark");
    expect(document.documentElement.dataset["theme"]).toBe("dark");

    await userEvent.selectOptions(screen.getByLabelText("Language"), "Deutsch");
    expect(await screen.findByRole("heading", { name: "Dein Profil" })).toBeDefined();
    expect(document.title).toBe("Dein Profil · Stonechat");
    expect(localStorage.getItem("stonechat.language")).toBe("de");
  });
});

describe("notifications", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("of the device are switched on once the browser allows them", async () => {
    const requestPermission = vi.fn(async () => "granted");
    vi.stubGlobal("Notification", { permission: "default", requestPermission });
    renderPage(<ProfilePage />);
    const toggle = screen.getByRole("switch", { name: "Notifications on this device" });
    await userEvent.click(toggle);

    expect(toggle.getAttribute("aria-checked")).toBe("true");
    expect(noticeChoices().desktop).toBe(true);
  });

  it("that the browser blocks say how to allow them", () => {
    vi.stubGlobal("Notification", { permission: "denied" });
    renderPage(<ProfilePage />);

    expect(screen.getByText(/This browser blocks them/)).toBeDefined();
    expect(screen.getByRole<HTMLButtonElement>("switch", { name: "Notifications on this device" }).disabled).toBe(true);
  });
});

describe("the picture", () => {
  it("can be removed, and then there are initials again", async () => {
    api.on("DELETE /v1/me/face", () => ({ ...MARA, version: 3 }));
    renderPage(<ProfilePage />, { me: { ...MARA, face_id: "face", version: 2 } });
    await userEvent.click(screen.getByRole("button", { name: "Remove" }));

    expect(await screen.findByText("Your picture is removed")).toBeDefined();
  });

  it("that is no picture is refused with a hint at what would do", async () => {
    renderPage(<ProfilePage />);
    const file = new File(["not a picture"], "notes.png", { type: "image/png" });
    await userEvent.upload(screen.getByLabelText("Choose a picture"), file);

    expect(await screen.findByText(/This file is no picture/)).toBeDefined();
  });
});
