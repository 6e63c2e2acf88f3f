import type { Customer, Tag } from "@stonechat/openapi/types";
import type { QueryClient } from "@tanstack/react-query";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { customerDetail } from "@/api/queries";
import { useCustomerDetail } from "@/api/use-rows";
import { MARA } from "@/tests/agent";
import { FakeApi, Refused } from "@/tests/fake-api";
import { renderPage } from "@/tests/page";
import { conversation, customer, listPages, site } from "@/tests/rows";
import { AboutCustomer } from "./about-customer";

const PATCH = "PATCH /v1/customers/ada";
const CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36";
const AT = "2026-03-01T10:00:00Z";

function tag(id: string, name: string): Tag {
  return { id, name, color: "#aa0000", deleted_at: null, version: 1 };
}

let stored: Customer;
let api: FakeApi;
beforeEach(() => {
  api = new FakeApi({
    "GET /v1/tags": () => ({ items: [tag("vip", "VIP"), tag("late", "Late payer")] }),
    "GET /v1/sites": () => ({ items: [site({ id: "site", name: "Shop" })] }),
    "GET /v1/conversations": () => listPages({}).pages[0],
    "GET /v1/customers/ada": () => stored,
    [PATCH]: ({ body }) => change(body as Partial<Customer>),
  });
});

afterEach(() => void vi.restoreAllMocks());

function change({ head_version, ...fields }: Partial<Customer>): Customer {
  if (head_version !== stored.head_version) throw new Refused(409, "version_conflict");
  stored = { ...stored, ...fields, head_version: stored.head_version + 1, version: stored.version + 1 };
  return stored;
}

function Shown({ openId }: { openId?: string }) {
  const { data } = useCustomerDetail("ada");
  return data && <AboutCustomer key={data.id} customer={data} search="?view=all" {...(openId && { openId })} />;
}

function show(over: Partial<Customer> = {}, { me = MARA, openId = "" } = {}) {
  stored = customer({ id: "ada", name: "Ada", ...over });
  const fill = (cache: QueryClient) => cache.setQueryData(customerDetail("ada").queryKey, stored);
  return renderPage(<Shown openId={openId} />, { me, fill });
}

const part = async (name: string) => within(await screen.findByRole("region", { name }));

describe("tags", () => {
  it("are added and removed, and those of somebody else stay", async () => {
    show({ tag_ids: ["vip"] });
    stored = { ...stored, tag_ids: ["vip", "theirs"], head_version: 2, version: 2 };
    await userEvent.click(await screen.findByRole("button", { name: "Add a tag" }));
    await userEvent.click(await screen.findByRole("option", { name: "Late payer" }));
    await waitFor(() => expect(stored.tag_ids).toEqual(["vip", "theirs", "late"]));

    await userEvent.keyboard("{Escape}");
    await userEvent.click(screen.getByRole("button", { name: "Remove the tag VIP" }));
    expect((await part("Tags")).queryByText("VIP")).toBeNull();
    await waitFor(() => expect(stored.tag_ids).toEqual(["theirs", "late"]));
  });

  it("come back when the server refuses", async () => {
    api.on(PATCH, () => {
      throw new Refused(403, "forbidden", { detail: "You may not do this." });
    });
    show({ tag_ids: ["vip"] });
    await userEvent.click(await screen.findByRole("button", { name: "Remove the tag VIP" }));

    expect(await screen.findByText("You may not do this.")).toBeDefined();
    expect((await part("Tags")).getByText("VIP")).toBeDefined();
  });
});

describe("attributes", () => {
  it("keep their kind when they are changed, and the others stay as they are", async () => {
    show({ attributes: { plan: "17", seats: 3, trial: true } });
    for (const [name, text] of [
      ["plan", "18"],
      ["seats", "4"],
      ["trial", "false"],
    ] as const) {
      await userEvent.click(await screen.findByRole("button", { name: `Change: ${name}` }));
      await userEvent.clear(screen.getByRole("textbox", { name }));
      await userEvent.type(screen.getByRole("textbox", { name }), `${text}{Enter}`);
      await screen.findByRole("button", { name: `Change: ${name}` });
    }

    expect(stored.attributes).toEqual({ plan: "18", seats: 4, trial: false });
    expect((await part("Attributes")).getByText("No")).toBeDefined();
  });

  it("are added under a name that is allowed and free", async () => {
    show({ attributes: { plan: "pro" } });
    await userEvent.click(await screen.findByRole("button", { name: "Add an attribute" }));
    const attributes = await part("Attributes");
    const name = attributes.getByLabelText("Name");
    await userEvent.type(name, "two words{Enter}");
    expect(await attributes.findByText(/without spaces/)).toBeDefined();
    await userEvent.clear(name);
    await userEvent.type(name, "plan{Enter}");
    expect(await attributes.findByText("There is one with this name already.")).toBeDefined();
    expect(api.sent(PATCH)).toEqual([]);

    await userEvent.clear(name);
    await userEvent.type(name, "seats");
    await userEvent.type(attributes.getByLabelText("Value"), "007{Enter}");
    await waitFor(() => expect(stored.attributes).toEqual({ plan: "pro", seats: "007" }));
    expect(attributes.queryByLabelText("Value")).toBeNull();
  });

  it("are removed at once, with a way back", async () => {
    show({ attributes: { plan: "pro", seats: 3 } });
    await userEvent.click(await screen.findByRole("button", { name: "Remove plan" }));
    await waitFor(() => expect(stored.attributes).toEqual({ seats: 3 }));
    await userEvent.click(await screen.findByRole("button", { name: "Undo" }));

    await waitFor(() => expect(stored.attributes).toEqual({ plan: "pro", seats: 3 }));
  });

  it("of the page stand apart, with a word on who vouches for them, and can't be changed", async () => {
    show({ page_attributes: { cart: 12 } });
    const said = await part("Said by the page");

    expect(said.getByText(/nobody vouches for it/)).toBeDefined();
    expect(said.getByText("12")).toBeDefined();
    expect(said.queryByRole("button")).toBeNull();
  });
});

describe("a visit", () => {
  it("tells pages, device, language and the time there in words", async () => {
    vi.stubEnv("TZ", "Europe/Berlin");
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-03-01T12:05:00Z") });
    show({
      first_page: "https://shop.example/",
      last_page: "https://shop.example/cart?item=7",
      referrer: "https://search.example/find",
      user_agent: CHROME,
      locale: "de-CH",
      time_zone: "Europe/Athens",
    });
    const visit = await part("Visit");

    const links = visit.getAllByRole<HTMLAnchorElement>("link").map(({ href, textContent }) => [textContent, href]);
    expect(links).toEqual([
      ["shop.example/cart", "https://shop.example/cart?item=7"],
      ["shop.example", "https://shop.example/"],
      ["search.example/find", "https://search.example/find"],
    ]);
    expect(visit.getByText("Chrome on Windows")).toBeDefined();
    expect(visit.getByText("Swiss High German")).toBeDefined();
    expect(screen.getByText("14:05 there, 1 hour ahead")).toBeDefined();
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });

  it("makes no link of what is no web page", async () => {
    show({ last_page: "javascript:alert(1)" });

    expect((await part("Visit")).getByText("javascript:alert(1)").closest("a")).toBeNull();
  });
});

describe("earlier conversations", () => {
  const rows = ["one", "two", "three"].map((id, at) =>
    conversation({ id, customer_id: "ada", preview: `About ${id}`, last_message_at: `2026-03-0${3 - at}T10:00:00Z` }),
  );

  it("are listed but for the open one, and their links keep the list", async () => {
    api.on("GET /v1/conversations", ({ query }) =>
      query["after"] === "more"
        ? { items: rows.slice(2), customers: [], marks: [], next: null }
        : { items: rows.slice(0, 2), customers: [], marks: [], next: "more" },
    );
    show({}, { openId: "one" });
    const others = await part("Other conversations");
    const links = () => others.getAllByRole("link").map((link) => link.getAttribute("href"));
    await others.findByText("About two");
    expect(links()).toEqual(["/inbox/two?view=all"]);

    await userEvent.click(others.getByRole("button", { name: "Show more" }));
    await others.findByText("About three");
    expect(links()).toEqual(["/inbox/two?view=all", "/inbox/three?view=all"]);
    expect(others.queryByRole("button", { name: "Show more" })).toBeNull();
    expect(api.calls.find(({ what }) => what === "GET /v1/conversations")?.query["customer"]).toBe("ada");
  });

  it("can be asked for again", async () => {
    api.on("GET /v1/conversations", () => {
      throw new Refused(403, "forbidden");
    });
    show();
    const all = await part("Conversations");
    await all.findByText("They didn't load.");
    api.on("GET /v1/conversations", () => ({ items: rows, customers: [], marks: [], next: null }));
    await userEvent.click(all.getByRole("button", { name: "Try again" }));

    expect(await all.findAllByRole("link")).toHaveLength(3);
  });
});

describe("blocking and privacy", () => {
  const confirm = (name: string) => userEvent.click(screen.getAllByRole("button", { name }).at(-1) as HTMLElement);

  it("asks before it blocks, and lets in again", async () => {
    api.on("PUT /v1/customers/ada/block", () => ({ ...stored, blocked_at: AT, version: 2 }));
    api.on("DELETE /v1/customers/ada/block", () => ({ ...stored, blocked_at: null, version: 3 }));
    show();
    await userEvent.click(await screen.findByRole("button", { name: "Block" }));
    expect(screen.getByRole("alertdialog", { name: "Block Ada?" })).toBeDefined();
    expect(api.sent("PUT /v1/customers/ada/block")).toEqual([]);
    await confirm("Block");
    expect(await screen.findByText("Blocked")).toBeDefined();

    await userEvent.click(screen.getByRole("button", { name: "Unblock" }));
    await confirm("Unblock");
    await waitFor(() => expect(screen.queryByText("Blocked")).toBeNull());
  });

  it("saves all that is known as a file", async () => {
    api.on("GET /v1/customers/ada/export", () => ({ customer: { id: "ada" }, conversations: [] }));
    const make = vi.fn((_: Blob) => "blob:file");
    vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: make, revokeObjectURL: vi.fn() }));
    const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
    show();
    await userEvent.click(await screen.findByRole("button", { name: "Export" }));

    expect(await screen.findByText("The file is in your downloads")).toBeDefined();
    expect(click.mock.instances[0]).toMatchObject({ download: "customer-ada.json" });
    expect(JSON.parse((await make.mock.calls[0]?.[0].text()) ?? "")).toEqual({
      customer: { id: "ada" },
      conversations: [],
    });
    vi.unstubAllGlobals();
  });

  it("erases only after the name was typed", async () => {
    const erased = { ...customer({ id: "ada" }), name: null, erased_at: AT, version: 2 };
    api.on("POST /v1/customers/ada/erase", () => erased);
    show();
    await userEvent.click(await screen.findByRole("button", { name: "Erase" }));
    const typed = screen.getByLabelText("Type “Ada” to go on");
    await userEvent.type(typed, "Eve{Enter}");
    expect(screen.getByText("That is not the name.")).toBeDefined();
    expect(api.sent("POST /v1/customers/ada/erase")).toHaveLength(0);

    await userEvent.clear(typed);
    await userEvent.type(typed, " ada{Enter}");
    expect(await screen.findByText("This customer was erased")).toBeDefined();
    expect(screen.queryByRole("button", { name: "Erase" })).toBeNull();
  });

  it("offers neither export nor erasure to who is no admin", async () => {
    show({}, { me: { ...MARA, role: "agent" } });

    expect(await screen.findByRole("button", { name: "Block" })).toBeDefined();
    expect(screen.queryByRole("button", { name: "Export" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Erase" })).toBeNull();
  });
});

it("leads from somebody who was merged to who they turned out to be", async () => {
  api.on("GET /v1/customers/other", () => customer({ id: "other", name: "Augusta" }));
  show({ merged_into_id: "other" });

  const link = await screen.findByRole("link", { name: "Open Augusta" });
  expect(link.getAttribute("href")).toBe("/customers/other");
  expect(screen.queryByRole("textbox")).toBeNull();
});

it("says who vouches for a customer whom the site's server identified", async () => {
  show({ verified_at: AT, external_id: "user-17" });

  expect((await screen.findByText("Verified")).closest("[title]")?.getAttribute("title")).toContain(
    "Your site's server",
  );
  expect((await part("Visit")).getByText("user-17")).toBeDefined();
});
