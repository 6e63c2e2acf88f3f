import { expect, it } from "vitest";
import { MOST_ZOOM, sideOf, wholeView, within } from "./crop";

const PICTURE = { width: 400, height: 300 };

it("begins with the largest square in the middle", () => {
  expect(wholeView(PICTURE)).toEqual({ x: 200, y: 150, zoom: 1 });
  expect(sideOf(PICTURE, wholeView(PICTURE))).toBe(300);
});

it("never leaves the picture, wherever it is dragged and however it is enlarged", () => {
  for (const x of [-1000, 0, 199, 400, 1000]) {
    for (const y of [-50, 150, 900]) {
      for (const zoom of [0, 1, 2.5, 40]) {
        const view = within(PICTURE, { x, y, zoom });
        const half = sideOf(PICTURE, view) / 2;
        expect(view.x - half).toBeGreaterThanOrEqual(0);
        expect(view.x + half).toBeLessThanOrEqual(PICTURE.width);
        expect(view.y - half).toBeGreaterThanOrEqual(0);
        expect(view.y + half).toBeLessThanOrEqual(PICTURE.height);
        expect(view.zoom).toBeGreaterThanOrEqual(1);
        expect(view.zoom).toBeLessThanOrEqual(MOST_ZOOM);
      }
    }
  }
});
