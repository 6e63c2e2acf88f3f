import { type ComponentChild, render } from "preact";

export function createRoot(place: Element): { render(what: ComponentChild): void; unmount(): void } {
  return {
    render: (what) => render(what, place),
    unmount: () => render(null, place),
  };
}
