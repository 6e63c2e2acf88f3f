import type { Customer } from "@stonechat/openapi/types";
import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import { FakeApi, Refused } from "@/tests/fake-api";
import { renderPage } from "@/tests/page";
import { customer, site } from "@/tests/rows";
import { CustomerList } from "./customer-list";

const ADA = customer({
  id: "2",
  name: "Ada",
  email: "ada@a.example",
  phone: "030 1",
  site_id: "shop",
  tag_ids: ["vip"],
});
const NOBODY = customer({ id: "1", name: null, email: "ben@a.example", site_id: "blog", blocked_at: ADA.created_at });

let listed: Customer[];
let api: FakeApi;
beforeEach(() => {
  listed = [ADA, NOBODY];
  api = new FakeApi({
    "GET /v1/customers": ({ query }) => ({
      items: listed.filter(({ site_id }) => query["site"] === undefined || site_id === query["site"]),
      next: null,
    }),
    "GET /v1/tags": () => ({ items: [{ id: "vip", name: "VIP", color: "#aa0000", deleted_at: null, version: 1 }] }),
    "GET /v1/sites": () => ({ items: [site({ id: "shop", name: "Shop" }), site({ id: "blog", name: "Blog" })] }),
  });
});

const show = (path = "/customers") => renderPage(<CustomerList selectedId={null} />, { path });
const names = () => screen.getAllByRole("link").map(({ textContent }) => textContent);

it("lists customers with what is known of them, the newest first", async () => {
  show();
  const row = (await screen.findByRole("link", { name: "Ada" })).closest("tr");
  await screen.findByText("VIP");

  expect(names()).toEqual(["Ada", "ben@a.example"]);
  for (const text of ["ada@a.example", "030 1", "Shop", "VIP"]) expect(row?.textContent).toContain(text);
  expect(screen.getByText("Blocked").closest("tr")?.textContent).toContain("ben@a.example");
});

it("shows those of one site, by the address", async () => {
  const { location } = show();
  await userEvent.selectOptions(await screen.findByRole("combobox", { name: "Site" }), "Blog");

  expect(location.history?.at(-1)).toBe("/customers?site=blog");
  expect((await screen.findByRole("link", { name: "ben@a.example" })).getAttribute("href")).toBe(
    "/customers/1?site=blog",
  );
  expect(names()).toEqual(["ben@a.example"]);
});

it("shows a new customer by itself", async () => {
  const { live } = show();
  await screen.findByRole("link", { name: "Ada" });
  act(() => live.arrive({ customers: [customer({ id: "3", name: "Cleo", site_id: "shop" })] }));
  await screen.findByRole("link", { name: "Cleo" });

  expect(names()).toEqual(["Cleo", "Ada", "ben@a.example"]);
});

it("teaches where customers come from while there are none, and leads out of an empty site", async () => {
  listed = [];
  const { location } = show("/customers?site=blog");
  expect(await screen.findByText("Nobody wrote from this site yet")).toBeDefined();
  await userEvent.click(screen.getByRole("button", { name: "Show all sites" }));

  expect(location.history?.at(-1)).toBe("/customers");
  expect(await screen.findByText("No customers yet")).toBeDefined();
});

it("says when they can't be loaded, and tries again", async () => {
  api.on("GET /v1/customers", () => {
    throw new Refused(503, "unavailable");
  });
  show();
  expect((await screen.findByRole("alert")).textContent).toContain("The customers didn't load");
  api.on("GET /v1/customers", () => ({ items: [ADA], next: null }));
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));

  expect(await screen.findByRole("link", { name: "Ada" })).toBeDefined();
});
