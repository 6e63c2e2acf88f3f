import { type Api, createApi, type TokenProvider } from "@stonechat/openapi/client";

/** The API at an address that is learned with the first request, and again as long as it could not be. */
export function lazyApi(address: () => Promise<string>, token: TokenProvider): Api {
  const connect = async (): Promise<Api> => createApi({ base: await address(), token });
  return {
    get: async (path, options) => (await connect()).get(path, options),
    put: async (path, body) => (await connect()).put(path, body),
    post: async (path, body, options) => (await connect()).post(path, body, options),
  };
}

export function socketAddress(api: string): string {
  return `${api.replace(/^http/, "ws")}/v1/socket`;
}
