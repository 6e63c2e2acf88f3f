import { once } from "../once";

/** What the host page may want and the customer need not wait for. */
export const loadPage = once(() => import("./page"));
