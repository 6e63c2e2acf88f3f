import { client } from "@stonechat/openapi/sdk";
import type { RefreshSessionResponses, SignInData, SignInResponses, SignOutResponses } from "@stonechat/openapi/types";
import type { SessionCalls } from "@/api/session";

const headers = { "Content-Type": "application/json" };

/**
 * The three calls that the sign-in page needs, on the generated client but without the generated functions: those stand
 * in one module with all others of the API, which everybody who signs in would load first.
 */
export const sessionCalls: SessionCalls = {
  login: async (email, password) => {
    const body: SignInData["body"] = { email, password };
    return (
      await client.post<SignInResponses, unknown, true>({ url: "/v1/auth/login", body, headers, throwOnError: true })
    ).data;
  },
  refresh: async () =>
    (await client.post<RefreshSessionResponses, unknown, true>({ url: "/v1/auth/refresh", throwOnError: true })).data,
  logout: async () => {
    await client.post<SignOutResponses, unknown, true>({ url: "/v1/auth/logout", throwOnError: true });
  },
};
