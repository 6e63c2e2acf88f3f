import { ApiError } from "@stonechat/openapi/client";
import type { SignedIn } from "@stonechat/openapi/types";
import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { Session } from "@/api/session";
import { SessionProvider } from "@/api/session-context";
import { deferred } from "@/tests/deferred";
import { SignInPage } from "./sign-in-page";

function open(login: (email: string, password: string) => Promise<SignedIn>, onBegin = vi.fn()) {
  const unused = () => Promise.reject(new Error("unused"));
  render(
    <SessionProvider session={new Session({ login, refresh: unused, logout: unused })}>
      <SignInPage onBegin={onBegin} />
    </SessionProvider>,
  );
  return userEvent.setup();
}

async function signIn(user: ReturnType<typeof userEvent.setup>): Promise<void> {
  await user.type(screen.getByLabelText("Email"), "mara@example.com");
  await user.type(screen.getByLabelText("Password"), "secret{Enter}");
}

function refusal(status: number, code: string): ApiError {
  return new ApiError(status, { type: "", title: "", status, detail: "Refused.", code, errors: [] });
}

it("says that the password is wrong and keeps what was typed", async () => {
  const user = open(() => Promise.reject(refusal(401, "wrong_credentials")));

  await signIn(user);

  expect(await screen.findByText(/don't belong together/)).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>("Email").value).toBe("mara@example.com");
  expect(document.activeElement).toBe(screen.getByLabelText("Password"));
});

it("says that the server cannot be reached", async () => {
  const user = open(() => Promise.reject(new ApiError(0)));

  await signIn(user);

  expect(await screen.findByText(/can't reach the server/)).toBeTruthy();
});

it("says that one is offline", async () => {
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  const user = open(() => Promise.reject(new ApiError(0)));

  await signIn(user);

  expect(await screen.findByText(/You're offline/)).toBeTruthy();
  vi.restoreAllMocks();
});

it("asks for what is missing before it asks the server", async () => {
  const login = vi.fn();
  const user = open(login);

  await user.click(screen.getByRole("button", { name: "Sign in" }));

  expect(screen.getByText("Enter your email address.")).toBeTruthy();
  expect(screen.getByText("Enter your password.")).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByLabelText("Email"));
  expect(login).not.toHaveBeenCalled();
});

it("asks once while the answer is on its way", async () => {
  const answer = deferred<SignedIn>();
  const login = vi.fn(() => answer.promise);
  const user = open(login);

  await signIn(user);
  await user.click(screen.getByRole("button", { name: "Signing in…" }));
  await act(async () => answer.reject(new ApiError(0)));

  expect(login).toHaveBeenCalledTimes(1);
});

it("has what comes next fetched from the first key on, and not before", async () => {
  const onBegin = vi.fn();
  const user = open(() => new Promise(() => undefined), onBegin);
  expect(onBegin).not.toHaveBeenCalled();

  await user.type(screen.getByLabelText("Email"), "m");

  expect(onBegin).toHaveBeenCalled();
});
