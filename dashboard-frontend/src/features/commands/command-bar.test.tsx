import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { customerList } from "@/api/customers";
import { conversationList } from "@/api/queries";
import { useAction } from "@/lib/shortcuts/actions";
import { renderPage } from "@/tests/page";
import { conversation, customer, EVERYTHING, listPages, pages } from "@/tests/rows";
import { CommandBar } from "./command-bar";

const PLACES = [
  { href: "/inbox", label: "Inbox: Mine" },
  { href: "/customers", label: "Customers" },
];

const resolve = vi.fn();

function Page() {
  const [open, setOpen] = useState(false);
  useAction({ label: "Resolve the conversation", group: "Conversation", keys: "e", run: resolve });
  useAction({
    label: "Find",
    group: "Everywhere",
    keys: "mod+k",
    inFields: true,
    inDialogs: true,
    run: () => setOpen(!open),
  });
  return (
    <>
      <textarea aria-label="Reply" />
      <CommandBar open={open} onClose={() => setOpen(false)} places={PLACES} />
    </>
  );
}

function show() {
  const page = renderPage(<Page />);
  const items = [conversation({ id: "one", customer_id: "ada", preview: "Where is my order?" })];
  const customers = [customer({ id: "ada", name: "Ada", email: "ada@a.example" })];
  act(() => {
    page.cache.setQueryData(conversationList(EVERYTHING, "mara").queryKey, listPages({ items, customers }));
    const listed = { items: [customer({ id: "ben", name: "Ben" })], next: null };
    page.cache.setQueryData(customerList(null).queryKey, pages(listed));
  });
  return page;
}

const press = () => userEvent.keyboard("{Control>}k{/Control}");
const options = () => screen.queryAllByRole("option").map(({ textContent }) => textContent);

it("opens by its keys, also from a field, and by the same keys closes and gives the focus back", async () => {
  show();
  await userEvent.click(screen.getByRole("textbox", { name: "Reply" }));
  await press();
  expect(document.activeElement).toBe(screen.getByRole("combobox"));
  await press();

  expect(screen.queryByRole("combobox")).toBeNull();
});

it("lists what can be done with its keys, all places, and who is loaded", async () => {
  show();
  await press();

  expect(options()).toEqual([
    "Resolve the conversationE",
    "Inbox: Mine",
    "Customers",
    "Ada: Where is my order?",
    "Adaada@a.example",
    "Ben",
  ]);
});

it("does what was chosen by typing and Enter", async () => {
  const { location } = show();
  await press();
  await userEvent.keyboard("resol{Enter}");
  await waitFor(() => expect(resolve).toHaveBeenCalledOnce());

  await press();
  await userEvent.keyboard("my ada{Enter}");
  await waitFor(() => expect(location.history?.at(-1)).toBe("/inbox/one"));
  expect(screen.queryByRole("combobox")).toBeNull();
});

it("goes through what fits by arrow keys, and finds people by their address", async () => {
  const { location } = show();
  await press();
  await userEvent.keyboard("a@a.example");
  expect(options()).toEqual(["Ada: Where is my order?", "Adaada@a.example"]);
  await userEvent.keyboard("{ArrowDown}{Enter}");

  await waitFor(() => expect(location.history?.at(-1)).toBe("/customers/ada"));
});

it("shows first what was used of late", async () => {
  show();
  await press();
  await userEvent.keyboard("customers{Enter}");
  await press();

  expect(options()[0]).toBe("Customers");
  expect(screen.getByText("Recent")).toBeDefined();
  expect(options().filter((text) => text === "Customers")).toHaveLength(1);
});

it("says so when nothing fits", async () => {
  show();
  await press();
  await userEvent.keyboard("zzz");

  expect(options()).toEqual([]);
  expect(screen.getByText(/^Nothing fits\./).closest("[role=status]")).not.toBeNull();
});

it("names what is active by an id that a screen reader can follow", async () => {
  show();
  await press();
  const id = screen.getByRole("combobox").getAttribute("aria-activedescendant") ?? "";

  expect(id).not.toMatch(/\s/);
  expect(document.getElementById(id)?.textContent).toContain("Resolve");
});
