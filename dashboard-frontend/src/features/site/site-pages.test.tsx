import type { Site } from "@stonechat/openapi/types";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { siteList } from "@/api/queries";
import { deferred } from "@/tests/deferred";
import { FakeApi, Refused } from "@/tests/fake-api";
import { renderPage } from "@/tests/page";
import { site } from "@/tests/rows";
import { EmbeddingPage } from "./embedding-page";
import { LookPage } from "./look-page";
import { tagOf } from "./snippet";

const SHOP = site({ id: "shop", name: "Shop", greeting: "Hello. How can we help?" });
const CHANGE = "PATCH /v1/sites/shop";

let api: FakeApi;
beforeEach(() => {
  api = new FakeApi();
  api.on(CHANGE, ({ body }) => ({ ...SHOP, ...(body as object), version: 2 }));
});

afterEach(() => sessionStorage.clear());

function show(shown: Site = SHOP, Shown = LookPage) {
  const rendered = renderPage(<Shown site={shown} />);
  rendered.cache.setQueryData(siteList().queryKey, { items: [shown] });
  return { ...rendered, again: (next: Site) => rendered.rerender(<Shown site={next} />) };
}
const save = () => userEvent.click(screen.getByRole("button", { name: "Save" }));

describe("the look of a site", () => {
  it("is seen in the preview with each key, and only what was changed is saved", async () => {
    const { cache } = show();
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
    await userEvent.clear(screen.getByLabelText("Greeting"));
    await userEvent.type(screen.getByLabelText("Greeting"), "Good day");
    expect(screen.getByRole("img", { name: "Shop. Good day" })).toBeDefined();

    await save();
    expect(await screen.findByText("Saved")).toBeDefined();
    expect(api.sent(CHANGE)).toEqual([{ greeting: "Good day", version: 1 }]);
    expect(cache.getQueryData(siteList().queryKey)?.items[0]?.version).toBe(2);
  });

  it("is saved by Ctrl and S, also from within a field", async () => {
    show();
    await userEvent.type(screen.getByLabelText("Name"), "s");
    await userEvent.keyboard("{Control>}s{/Control}");

    expect(await screen.findByText("Saved")).toBeDefined();
    expect(api.sent(CHANGE)).toEqual([{ name: "Shops", version: 1 }]);
  });

  it("keeps what was typed when the server refuses, and says where it is wrong", async () => {
    api.on(CHANGE, () => {
      throw new Refused(422, "invalid_input", { errors: [{ pointer: "/name", detail: "Give the site a name." }] });
    });
    show();
    await userEvent.clear(screen.getByLabelText("Name"));
    await save();

    expect(await screen.findByText("Give the site a name.")).toBeDefined();
    expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("");
    await userEvent.click(screen.getByRole("button", { name: "Discard" }));
    expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("Shop");
    expect(screen.queryByText("Give the site a name.")).toBeNull();
  });

  it("keeps what was typed on while it was being saved", async () => {
    const answer = deferred<Site>();
    api.on(CHANGE, () => answer.promise);
    const { again } = show();
    await userEvent.type(screen.getByLabelText("Name"), "s");
    await userEvent.type(screen.getByLabelText("Greeting"), "!");
    await save();
    await userEvent.type(screen.getByLabelText("Name"), " too");
    const stored = { ...SHOP, name: "Shops", greeting: `${SHOP.greeting}!`, version: 2 };
    answer.resolve(stored);
    expect(await screen.findByText("Saved")).toBeDefined();
    again(stored);

    expect(screen.getByLabelText<HTMLInputElement>("Name").value).toBe("Shops too");
    expect(screen.queryByText(/Somebody else changed this/)).toBeNull();
    await save();
    expect(api.sent(CHANGE).at(-1)).toEqual({ name: "Shops too", version: 2 });
  });

  it("doesn't send what is no color", async () => {
    show();
    const hex = screen.getAllByLabelText("Color").at(-1) as HTMLInputElement;
    await userEvent.clear(hex);
    await userEvent.type(hex, "#12");
    await save();

    expect(screen.getByText("Write a color as #c2410c.")).toBeDefined();
    expect(api.sent(CHANGE)).toEqual([]);
  });

  it("tells before it writes over what another admin changed of the same", async () => {
    const conflict = new Refused(409, "version_conflict", { detail: "This was changed meanwhile; look at it again." });
    api.on(CHANGE, () => {
      throw conflict;
    });
    api.on("GET /v1/sites", () => ({ items: [{ ...SHOP, name: "Theirs", version: 5 }] }));
    const { cache } = show();
    await userEvent.type(screen.getByLabelText("Name"), "!");
    await save();
    expect(await screen.findByText("This was changed meanwhile; look at it again.")).toBeDefined();
    expect(cache.getQueryState(siteList().queryKey)?.isInvalidated).toBe(true);
  });

  it("has words for other languages, and leaves to those above what is not filled in", async () => {
    show();
    await userEvent.click(screen.getByRole("button", { name: "Add a language" }));
    await userEvent.keyboard("german{Enter}");
    const german = within(screen.getByRole("group", { name: "German" }));
    await userEvent.type(german.getByLabelText("Greeting"), "Hallo");
    await save();

    expect(api.sent(CHANGE)).toEqual([{ texts: { de: { greeting: "Hallo", away_text: null } }, version: 1 }]);
  });

  it("is archived only after a question, and comes back without one", async () => {
    const { unmount } = show();
    await userEvent.click(screen.getByRole("button", { name: "Archive this site" }));
    expect(api.sent(CHANGE)).toEqual([]);
    await userEvent.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Archive this site" }));
    expect(await screen.findByText("Shop is archived")).toBeDefined();
    unmount();

    show({ ...SHOP, archived_at: "2026-03-01T10:00:00Z", version: 2 });
    await userEvent.click(screen.getByRole("button", { name: "Bring this site back" }));
    expect(api.sent(CHANGE)).toEqual([
      { archived: true, version: 1 },
      { archived: false, version: 2 },
    ]);
  });
});

describe("who may show the chat", () => {
  const address = (number: number) => screen.getByLabelText<HTMLInputElement>(`Address ${number}`);

  it("is anybody while the list is empty, which is said", () => {
    show(SHOP, EmbeddingPage);

    expect(screen.getByText("Any website may show this chat")).toBeDefined();
  });

  it("is edited line by line; empty lines are left out", async () => {
    show({ ...SHOP, allowed_origins: ["https://old.example", "https://shop.example"] }, EmbeddingPage);
    await userEvent.click(screen.getByRole("button", { name: "Remove https://old.example" }));
    await userEvent.click(screen.getByRole("button", { name: "Add an address" }));
    await userEvent.type(address(2), "https://new.example");
    await userEvent.click(screen.getByRole("button", { name: "Add an address" }));
    await save();

    expect(api.sent(CHANGE)).toEqual([
      { allowed_origins: ["https://shop.example", "https://new.example"], version: 1 },
    ]);
  });

  it("says at the line what is wrong with an address", async () => {
    const errors = [{ pointer: "/allowed_origins/1", detail: "Wildcards do not work here." }];
    api.on(CHANGE, () => {
      throw new Refused(422, "invalid_input", { errors });
    });
    show({ ...SHOP, allowed_origins: ["https://shop.example"] }, EmbeddingPage);
    await userEvent.click(screen.getByRole("button", { name: "Add an address" }));
    await userEvent.type(address(2), "https://*.example");
    await save();

    expect(await screen.findByText("Wildcards do not work here.")).toBeDefined();
    expect(address(2).getAttribute("aria-invalid")).toBe("true");
    expect(address(1).getAttribute("aria-invalid")).toBeNull();
  });
});

describe("the line for the pages", () => {
  it("carries the site, its color, and its position where it is not the usual one", () => {
    expect(tagOf({ ...SHOP, color: "#123456" }, "https://w.example")).toBe(
      '<script async src="https://w.example/widget.js" data-site="shop" data-color="#123456"></script>',
    );
    expect(tagOf({ ...SHOP, position: "left" }, "https://w.example")).toContain(' data-position="left">');
  });

  it("needs to know where the widget's files are, takes only an address, and keeps it", async () => {
    const { unmount } = show(SHOP, EmbeddingPage);
    const field = screen.getByLabelText("Where the widget's files are");
    expect(screen.queryByRole("region", { name: "The line" })).toBeNull();
    await userEvent.type(field, "https://w.example/widget.js");
    expect(screen.getByText(/without what comes after the host/)).toBeDefined();

    await userEvent.clear(field);
    await userEvent.type(field, "https://w.example/");
    expect(screen.getByRole("region", { name: "The line" }).textContent).toContain('src="https://w.example/widget.js"');
    unmount();
    show(SHOP, EmbeddingPage);
    expect(screen.getByRole("region", { name: "The line" }).textContent).toContain("https://w.example");
  });
});
