import { type RefObject, useEffect, useRef } from "react";

/** Calls back when the element comes near the visible part of its scroll container. */
export function useWhenSeen<Seen extends HTMLElement>(onSeen: () => void, enabled: boolean): RefObject<Seen | null> {
  const element = useRef<Seen>(null);
  const latest = useRef(onSeen);
  useEffect(() => {
    latest.current = onSeen;
  });
  useEffect(() => {
    if (!enabled || !element.current) return;
    const options = { root: element.current.closest("[data-scroll]"), rootMargin: "600px 0px" };
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) latest.current();
    }, options);
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [enabled]);
  return element;
}
