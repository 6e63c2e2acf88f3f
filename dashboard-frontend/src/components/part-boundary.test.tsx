import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { lazy, Suspense } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { PartBoundary } from "./part-boundary";

const reload = vi.fn();
const gone = () => lazy(() => Promise.reject(new TypeError("Failed to fetch dynamically imported module")));

beforeEach(() => {
  vi.stubGlobal("location", { ...window.location, reload });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it("offers a reload in the place of a part that is gone, and leaves what is typed beside it", async () => {
  const Gone = gone();
  render(
    <>
      <textarea aria-label="Reply" />
      <PartBoundary>
        <Suspense>
          <Gone />
        </Suspense>
      </PartBoundary>
    </>,
  );
  await userEvent.type(screen.getByLabelText("Reply"), "Half a sen");

  expect((await screen.findByRole("alert")).textContent).toContain("Reload to go on; what you typed is kept.");
  expect(screen.getByLabelText<HTMLTextAreaElement>("Reply").value).toBe("Half a sen");
  await userEvent.click(screen.getByRole("button", { name: "Reload" }));
  expect(reload).toHaveBeenCalledOnce();
});

it("takes the focus over where there was only a button", async () => {
  const Gone = gone();
  render(
    <PartBoundary small takesFocus>
      <Suspense>
        <Gone />
      </Suspense>
    </PartBoundary>,
  );

  await screen.findByRole("alert");
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Reload" }));
});
