import { type RefObject, useEffect, useRef } from "react";

/**
 * Calls back when the element comes near the visible part of its scroll container, and once more for each `round` in
 * which it still is.
 */
export function useWhenSeen<Seen extends HTMLElement>(
  onSeen: () => void,
  enabled: boolean,
  round?: string,
): RefObject<Seen | null> {
  const element = useRef<Seen>(null);
  const latest = useRef(onSeen);
  useEffect(() => {
    latest.current = onSeen;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: an observer speaks when it begins, so a new round gets a new one.
  useEffect(() => {
    if (!enabled || !element.current) return;
    const options = { root: element.current.closest("[data-scroll]"), rootMargin: "600px 0px" };
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) latest.current();
    }, options);
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [enabled, round]);
  return element;
}
