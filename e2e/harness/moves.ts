import type { Locator } from "@playwright/test";

/** Scrolls to the very beginning, so far with each frame, and tells how far any bubble moved from one frame to the next. */
export function watchMoves(list: Locator, step: number): Promise<{ up: number; down: number }> {
  return list.evaluate(
    (element, step) =>
      new Promise<{ up: number; down: number }>((resolve) => {
        const moves = { up: 0, down: 0 };
        let before = new Map<string, number>();
        let still = 0;
        const look = (): void => {
          const bubbles = [...element.querySelectorAll<HTMLElement>("[data-id]")];
          const now = new Map(bubbles.map((each) => [each.dataset["id"] ?? "", each.getBoundingClientRect().top]));
          for (const [id, top] of now) {
            const moved = top - (before.get(id) ?? top);
            moves.down = Math.max(moves.down, moved);
            moves.up = Math.max(moves.up, -moved);
          }
          before = now;
          // At the top, with nothing on its way.
          still = element.scrollTop === 0 && !element.querySelector(".waiting") ? still + 1 : 0;
          if (still > 30) resolve(moves);
          else requestAnimationFrame(look);
          element.scrollBy({ top: -step, behavior: "instant" });
          // A finger's movement and its event are one for the page; that of a script comes a frame late.
          element.dispatchEvent(new Event("scroll"));
        };
        look();
      }),
    step,
  );
}
