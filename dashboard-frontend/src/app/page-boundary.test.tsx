import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { lazy, Suspense } from "react";
import { expect, it, vi } from "vitest";
import { PageBoundary } from "./page-boundary";

it("offers a reload for a page whose file is gone after an upgrade, and leaves what is around it", async () => {
  const reload = vi.fn();
  vi.stubGlobal("location", { ...window.location, reload });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const Gone = lazy(() => Promise.reject(new TypeError("Failed to fetch dynamically imported module")));
  render(
    <>
      <nav>Rail</nav>
      <PageBoundary>
        <Suspense fallback="Loading">
          <Gone />
        </Suspense>
      </PageBoundary>
    </>,
  );

  expect((await screen.findByRole("alert")).textContent).toContain("Reload to go on; what you typed is kept.");
  expect(screen.getByText("Rail")).toBeDefined();
  await userEvent.click(screen.getByRole("button", { name: "Reload" }));
  expect(reload).toHaveBeenCalledOnce();
  vi.unstubAllGlobals();
});
