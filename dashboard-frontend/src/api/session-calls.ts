import { refreshSession, signIn, signOut } from "@stonechat/openapi/sdk";
import type { SessionCalls } from "@/api/session";

export const sessionCalls: SessionCalls = {
  login: async (email, password) => (await signIn({ body: { email, password }, throwOnError: true })).data,
  refresh: async () => (await refreshSession({ throwOnError: true })).data,
  logout: async () => {
    await signOut({ throwOnError: true });
  },
};
