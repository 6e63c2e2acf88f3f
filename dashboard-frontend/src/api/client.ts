import { ApiError, errorOf, TIMEOUT_MS } from "@stonechat/openapi/client";
import { client } from "@stonechat/openapi/sdk";
import type { Config } from "@/api/config";
import type { Session } from "@/api/session";

/** Gives the generated client its address, its token and its errors. */
export function configureClient(config: Pick<Config, "api">, session: Session): void {
  client.setConfig({
    baseUrl: config.api,
    // The refresh cookie must go along also when the API lives on another origin.
    credentials: config.api === "" ? "same-origin" : "include",
    auth: async () => (await session.token(false)) ?? undefined,
    fetch: (request) => fetchWithRenewal(request as Request, session),
  });
  client.interceptors.error.clear();
  client.interceptors.error.use((error, response: Response | undefined) => apiError(error, response));
}

/** A request whose token was refused is repeated once, with a new one. */
export async function fetchWithRenewal(request: Request, session: Pick<Session, "token">): Promise<Response> {
  if (!request.headers.has("Authorization")) return fetchInTime(request);
  const repeat = request.clone();
  const response = await fetchInTime(request);
  if (response.status !== 401) return response;
  const token = await session.token(true);
  if (token === null) return response;
  repeat.headers.set("Authorization", `Bearer ${token}`);
  return fetchInTime(repeat);
}

const NO_CONTENT = 204;

/** An answer may be as long as it likes: only silence ends it, before it or in the middle of it. */
async function fetchInTime(request: Request): Promise<Response> {
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout>;
  function listen(): void {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(new ApiError(0)), TIMEOUT_MS);
  }
  listen();
  const signal = AbortSignal.any([request.signal, silence.signal]);
  const response = await fetch(request, { signal }).finally(() => clearTimeout(timer));
  // Chromium gives a body to an answer that may have none, and lets nobody make such an answer.
  if (response.body === null || response.status === NO_CONTENT) return response;
  listen();
  const heard = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, onward) {
      listen();
      onward.enqueue(piece);
    },
    flush: () => clearTimeout(timer),
  });
  return new Response(response.body.pipeThrough(heard), response);
}

/** Whatever went wrong becomes an ApiError: 0 is its status when no answer came. */
function apiError(error: unknown, response: Response | undefined): unknown {
  if (error instanceof ApiError) return error;
  if (error instanceof DOMException && error.name === "AbortError") return error;
  return response ? errorOf(response, error) : new ApiError(0);
}
