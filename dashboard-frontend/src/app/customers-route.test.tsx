import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { Route } from "wouter";
import { FakeApi, Refused } from "@/tests/fake-api";
import { renderPage } from "@/tests/page";
import { customer, listPages, site } from "@/tests/rows";
import { CustomersRoute } from "./customers-route";

function show(path: string) {
  const ada = customer({ id: "ada", name: "Ada" });
  new FakeApi({
    "GET /v1/customers": () => ({ items: [ada], next: null }),
    "GET /v1/customers/ada": () => ada,
    "GET /v1/customers/gone": () => {
      throw new Refused(404, "not_found");
    },
    "GET /v1/tags": () => ({ items: [] }),
    "GET /v1/sites": () => ({ items: [site({ id: "site" })] }),
    "GET /v1/conversations": () => listPages({}).pages[0],
  });
  const page = <Route path="/customers/:id?">{({ id }) => <CustomersRoute selectedId={id ?? null} />}</Route>;
  return renderPage(page, { path });
}

it("lays a customer over the list, and gives the focus back to their row", async () => {
  show("/customers");
  await userEvent.click(await screen.findByRole("link", { name: "Ada" }));
  expect(await screen.findByRole("heading", { name: "Ada", level: 1 })).toBeDefined();
  expect(document.title).toBe("Ada · Stonechat");
  expect(screen.getByText("Name").closest("[inert]")).not.toBeNull();

  await userEvent.click(screen.getByRole("link", { name: "Go to the customers" }));
  expect(document.title).toBe("Customers · Stonechat");
  await waitFor(() => expect(document.activeElement?.textContent).toBe("Ada"));
});

it("keeps the site of the list on the way back", async () => {
  const { location } = show("/customers/ada?site=site");
  await userEvent.click(await screen.findByRole("link", { name: "Go to the customers" }));

  expect(location.history?.at(-1)).toBe("/customers?site=site");
});

it("says when there is no such customer", async () => {
  show("/customers/gone");

  expect((await screen.findByRole("alert")).textContent).toContain("There is no such customer");
});
