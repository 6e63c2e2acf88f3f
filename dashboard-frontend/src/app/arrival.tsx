import { useEffect } from "react";
import { mainInSight } from "@/lib/main-in-sight";

/**
 * Stands behind what a place shows. Where the way here took away what had the focus, the focus goes on with the page:
 * nobody who works by keyboard is left nowhere.
 */
export function Arrival({ place }: { place: string }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: each place is arrived at once.
  useEffect(() => {
    const { activeElement, body } = document;
    if (activeElement !== null && activeElement !== body) return;
    const arrival = document.querySelector<HTMLElement>("[data-arrival]") ?? mainInSight();
    arrival?.focus({ preventScroll: true });
  }, [place]);
  return null;
}
