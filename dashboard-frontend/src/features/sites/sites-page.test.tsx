import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import { FakeApi, Refused } from "@/tests/fake-api";
import { renderPage } from "@/tests/page";
import { site } from "@/tests/rows";
import { SitesPage } from "./sites-page";

const SHOP = site({ id: "shop", name: "Shop", allowed_origins: ["https://shop.example"] });

let api: FakeApi;
beforeEach(() => {
  api = new FakeApi({
    "GET /v1/sites": () => ({
      items: [
        site({ id: "old", name: "Old", archived_at: "2026-03-01T10:00:00Z" }),
        SHOP,
        site({ id: "open", name: "Open" }),
      ],
    }),
  });
});

it("lists the sites with who may show their chat, archived ones last", async () => {
  renderPage(<SitesPage />);
  const links = await screen.findAllByRole("link");

  expect(links.map(({ textContent }) => textContent)).toEqual([
    "Shop1 address may embed it",
    "OpenAny website may embed it",
    "OldArchivedAny website may embed it",
  ]);
});

const add = async (name: string, address: string) => {
  await userEvent.click(screen.getByRole("button", { name: "Add a site" }));
  await userEvent.type(screen.getByLabelText("Name"), name);
  if (address) await userEvent.type(screen.getByLabelText("Its address"), address);
  await userEvent.click(screen.getAllByRole("button", { name: "Add a site" }).at(-1) as HTMLElement);
};

it("makes a site in the admin's own time zone and goes on to its line", async () => {
  api.on("POST /v1/sites", ({ body }) => ({ ...SHOP, ...(body as object) }));
  const { location } = renderPage(<SitesPage />);
  await add("Second", "https://second.example");

  const [made] = api.sent("POST /v1/sites") as { id: string }[];
  expect(made).toMatchObject({ name: "Second", allowed_origins: ["https://second.example"], time_zone: "UTC" });
  expect(location.history?.at(-1)).toBe(`/settings/sites/${made?.id}/embedding`);
});

it("says at the field what is wrong with the address", async () => {
  api.on("POST /v1/sites", () => {
    throw new Refused(422, "invalid_input", {
      errors: [{ pointer: "/allowed_origins/0", detail: "This is no website's address." }],
    });
  });
  renderPage(<SitesPage />);
  await add("Second", "shop");

  expect(await screen.findByText("This is no website's address.")).toBeDefined();
});
