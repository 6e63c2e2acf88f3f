import type { Customer } from "@stonechat/openapi/types";
import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { customerDetail } from "@/api/queries";
import { useCustomerDetail } from "@/api/use-rows";
import { deferred } from "@/tests/deferred";
import { FakeApi, Refused } from "@/tests/fake-api";
import { renderPage } from "@/tests/page";
import { customer, listPages } from "@/tests/rows";
import { AboutCustomer } from "./about-customer";

const ADA = customer({ id: "ada", name: "Ada", email: "ada@a.example", head_version: 3, version: 5 });
const PATCH = "PATCH /v1/customers/ada";

let stored: Customer;
let api: FakeApi;
beforeEach(() => {
  stored = ADA;
  api = new FakeApi({
    "GET /v1/tags": () => ({ items: [] }),
    "GET /v1/sites": () => ({ items: [] }),
    "GET /v1/conversations": () => listPages({}).pages[0],
    "GET /v1/customers/ada": () => stored,
    [PATCH]: ({ body }) => change(body as Partial<Customer>),
  });
});

/** As the server does it. */
function change({ head_version, ...fields }: Partial<Customer>): Customer {
  if (head_version !== stored.head_version) throw new Refused(409, "version_conflict", { detail: "Look again." });
  stored = { ...stored, ...fields, head_version: stored.head_version + 1, version: stored.version + 1 };
  return stored;
}

function Shown() {
  const { data } = useCustomerDetail("ada");
  return data && <AboutCustomer key={data.id} customer={data} search="" />;
}

function show(as: Customer = ADA) {
  stored = as;
  return renderPage(<Shown />, { fill: (cache) => cache.setQueryData(customerDetail("ada").queryKey, as) });
}

const editName = () => screen.findByRole("button", { name: "Change: Name" });
const field = (name = "Name") => screen.getByRole<HTMLInputElement>("textbox", { name });

async function type(text: string): Promise<void> {
  await userEvent.click(await editName());
  await userEvent.clear(field());
  await userEvent.type(field(), text);
}

describe("a profile", () => {
  it("is changed in its place: Enter saves, and the focus stays there", async () => {
    show();
    await type(" Ada Lovelace {Enter}");

    expect(await screen.findByText("Ada Lovelace")).toBeDefined();
    expect(api.sent(PATCH)).toEqual([{ name: "Ada Lovelace", head_version: 3 }]);
    expect(document.activeElement).toBe(await editName());
  });

  it("stays as it was after Escape", async () => {
    show();
    await type("Nobody{Escape}");

    expect(await screen.findByText("Ada")).toBeDefined();
    await userEvent.click(await editName());
    expect(field().value).toBe("Ada");
    expect(api.sent(PATCH)).toEqual([]);
  });

  it("can be emptied", async () => {
    show();
    await userEvent.click(await screen.findByRole("button", { name: "Change: Email" }));
    await userEvent.clear(field("Email"));
    await userEvent.keyboard("{Enter}");

    expect(await screen.findByText("No email")).toBeDefined();
    expect(api.sent(PATCH)).toEqual([{ email: null, head_version: 3 }]);
  });

  it("says at the field what the server finds wrong, and keeps what was typed", async () => {
    api.on(PATCH, () => {
      throw new Refused(422, "invalid_input", { errors: [{ pointer: "/email", detail: "This is no address." }] });
    });
    show();
    await userEvent.click(await screen.findByRole("button", { name: "Change: Email" }));
    await userEvent.clear(field("Email"));
    await userEvent.type(field("Email"), "ada{Enter}");

    expect((await screen.findByText("This is no address.")).closest("[role=alert]")).not.toBeNull();
    expect(field("Email").value).toBe("ada");
    expect(field("Email").getAttribute("aria-invalid")).toBe("true");
    await userEvent.type(field("Email"), "@");
    expect(screen.queryByText("This is no address.")).toBeNull();
  });

  it("is changed also when somebody else changed something else meanwhile", async () => {
    show();
    stored = { ...ADA, phone: "030 1", head_version: 4, version: 6 };
    await type("Ada L.{Enter}");

    expect(await screen.findByText("Ada L.")).toBeDefined();
    expect(api.sent(PATCH).map((body) => (body as Customer).head_version)).toEqual([3, 4]);
    expect(screen.getByText("030 1")).toBeDefined();
  });

  it("says when somebody else changed the same, and writes over it only when told again", async () => {
    show();
    stored = { ...ADA, name: "Augusta", head_version: 4, version: 6 };
    await type("Ada L.{Enter}");

    expect(await screen.findByText(/changed this to “Augusta” meanwhile/)).toBeDefined();
    expect(api.sent(PATCH)).toHaveLength(1);
    await userEvent.keyboard("{Enter}");
    expect(api.sent(PATCH)).toHaveLength(1);
    await userEvent.keyboard("{Enter}");
    expect(await screen.findByText("Ada L.")).toBeDefined();
    expect(stored.name).toBe("Ada L.");
  });

  it("keeps what is being typed when a live row changes it, and says so", async () => {
    const { live } = show();
    await type("Ada L.");
    act(() => live.arrive({ customers: [{ ...ADA, name: "Augusta", email: "new@a.example", version: 6 }] }));

    expect(field().value).toBe("Ada L.");
    expect(await screen.findByText("new@a.example")).toBeDefined();
    expect(screen.getByText(/changed this to “Augusta” meanwhile/)).toBeDefined();
  });

  it("offers again what was typed before one looked elsewhere, without taking the focus", async () => {
    const { unmount } = show();
    await type("Ada L.");
    unmount();
    show();

    expect((await screen.findByRole<HTMLInputElement>("textbox", { name: "Name" })).value).toBe("Ada L.");
    expect(document.activeElement).toBe(document.body);
  });

  it("sends once, however often Enter is pressed", async () => {
    const answer = deferred<Customer>();
    api.on(PATCH, () => answer.promise);
    show();
    await type("Ada L.{Enter}{Enter}");
    answer.resolve({ ...ADA, name: "Ada L.", version: 6, head_version: 4 });

    expect(await screen.findByText("Ada L.")).toBeDefined();
    expect(api.sent(PATCH)).toHaveLength(1);
  });
});

const note = () => screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Note" });

describe("the team's note", () => {
  it("saves itself a moment after the last word", async () => {
    show();
    await userEvent.type(await note(), "Likes tea");

    expect(screen.getByText("Saving…")).toBeDefined();
    await waitFor(() => expect(stored.note).toBe("Likes tea"), { timeout: 2_000 });
    await waitFor(() => expect(screen.queryByText("Saving…")).toBeNull());
    expect(api.sent(PATCH)).toHaveLength(1);
  });

  it("is saved at once when one looks elsewhere", async () => {
    const { unmount } = show();
    await userEvent.type(await note(), "Likes tea");
    unmount();

    await waitFor(() => expect(stored.note).toBe("Likes tea"), { timeout: 500 });
  });

  it("stays when it can't be saved, says so and tries again", async () => {
    api.on(PATCH, () => {
      throw new Refused(503, "unavailable");
    });
    const { unmount } = show();
    await userEvent.type(await note(), "Likes tea");
    expect(await screen.findByText(/Not saved yet\./, {}, { timeout: 2_000 })).toBeDefined();
    expect((await note()).value).toBe("Likes tea");

    unmount();
    show();
    expect((await note()).value).toBe("Likes tea");
    api.on(PATCH, ({ body }) => change(body as Partial<Customer>));
    await waitFor(() => expect(stored.note).toBe("Likes tea"), { timeout: 2_000 });
  });

  it("writes over nobody's words unasked, and both can be kept", async () => {
    const { live } = show();
    await userEvent.type(await note(), "Mine");
    stored = { ...ADA, note: "Theirs", head_version: 4, version: 6 };
    act(() => live.arrive({ customers: [stored] }));

    expect(await screen.findByText("Theirs")).toBeDefined();
    expect((await note()).value).toBe("Mine");
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(stored.note).toBe("Theirs");
    await userEvent.click(screen.getByRole("button", { name: "Keep both" }));
    await waitFor(() => expect(stored.note).toBe("Theirs\n\nMine"), { timeout: 2_000 });
  });
});
