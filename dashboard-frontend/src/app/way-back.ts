/** The sign-in page, with the way back to where one was. */
export function signInAddress(path: string, search: string): string {
  if (path === "/") return "/sign-in";
  return `/sign-in?next=${encodeURIComponent(search === "" ? path : `${path}?${search}`)}`;
}

/** Only a path of ours: an address from outside must not lead people away after they typed their password. */
export function placeAfterSignIn(search: string): string {
  const next = new URLSearchParams(search).get("next") ?? "/";
  const target = new URL(next, window.location.origin);
  const ours = next.startsWith("/") && target.origin === window.location.origin;
  return ours ? `${target.pathname}${target.search}` : "/";
}
