import { login, logout, refresh } from "@stonechat/openapi/sdk";
import type { SessionCalls } from "@/api/session";

export const sessionCalls: SessionCalls = {
  login: async (email, password) => (await login({ body: { email, password }, throwOnError: true })).data,
  refresh: async () => (await refresh({ throwOnError: true })).data,
  logout: async () => {
    await logout({ throwOnError: true });
  },
};
