import type { Problem } from "../generated/types.gen";

/** How long an answer may take. */
export const TIMEOUT_MS = 15_000;

/** Answers with a bearer token; `fresh` asks for another one than the last. Null: nobody is signed in. */
export type TokenProvider = (fresh: boolean) => Promise<string | null>;

type Method = "GET" | "POST" | "PUT";

export interface ApiOptions {
  /** Origin of the API without a closing slash; empty for the page's own. */
  base: string;
  token: TokenProvider;
}

export interface Api {
  get<T>(path: string, options?: { anonymous?: boolean }): Promise<T>;
  post<T>(path: string, body: unknown, options?: { anonymous?: boolean }): Promise<T>;
  put<T>(path: string, body: unknown): Promise<T>;
}

export class ApiError extends Error {
  override readonly name = "ApiError";
  /** 0: no answer came (offline, refused, timed out). */
  readonly status: number;
  readonly problem: Problem | null;
  readonly retryAfterMs: number | null;

  constructor(status: number, problem: Problem | null = null, retryAfterMs: number | null = null) {
    super(problem?.detail || `The server answered ${status || "nothing"}.`);
    this.status = status;
    this.problem = problem;
    this.retryAfterMs = retryAfterMs;
  }
}

export function createApi({ base, token }: ApiOptions): Api {
  async function request<T>(method: Method, path: string, body: unknown, anonymous = false, fresh = false): Promise<T> {
    const bearer = anonymous ? null : await token(fresh);
    if (bearer === null && !anonymous) throw new ApiError(401);
    try {
      return await exchange<T>(method, base + path, bearer, body);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401 && !anonymous && !fresh) {
        return request<T>(method, path, body, false, true);
      }
      throw error;
    }
  }

  return {
    get: (path, options) => request("GET", path, undefined, options?.anonymous),
    post: (path, body, options) => request("POST", path, body, options?.anonymous),
    put: (path, body) => request("PUT", path, body),
  };
}

/** One request and its answer. Whatever goes wrong is an ApiError. `abort` ends it early, and is used up by it. */
export async function exchange<T>(
  method: Method,
  url: string,
  bearer: string | null,
  body: unknown,
  timeoutMs = TIMEOUT_MS,
  abort = new AbortController(),
): Promise<T> {
  const timer = setTimeout(() => abort.abort(), timeoutMs);
  const headers = new Headers();
  if (body !== undefined) headers.set("Content-Type", "application/json");
  if (bearer !== null) headers.set("Authorization", `Bearer ${bearer}`);
  try {
    const response = await fetch(url, { method, headers, signal: abort.signal, body: JSON.stringify(body) ?? null });
    const text = await response.text();
    if (!response.ok) throw errorOf(response, parse(text));
    return (text ? JSON.parse(text) : undefined) as T;
  } catch (error) {
    throw error instanceof ApiError ? error : new ApiError(0);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * What a refusal says, from its parsed body. A proxy in between may answer with a page of its own: then there is no
 * problem document, only the status.
 */
export function errorOf(response: Response, body: unknown): ApiError {
  const seconds = Number.parseFloat(response.headers.get("Retry-After") ?? "");
  return new ApiError(response.status, isProblem(body) ? body : null, Number.isFinite(seconds) ? seconds * 1000 : null);
}

function isProblem(body: unknown): body is Problem {
  return typeof (body as Partial<Problem> | null | undefined)?.code === "string";
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
