import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { FakeApi } from "@/tests/fake-api";
import { renderPage } from "@/tests/page";
import { conversation, customer, listPages } from "@/tests/rows";
import { CustomerPanel } from "./customer-panel";

const ANSWERS = [
  { key: "topic", label: "What is it about?", value: "order", value_label: "An order" },
  { key: "order_number", label: "Order number", value: "A-17", value_label: null },
  { key: "name", label: "Your name", value: "Ada", value_label: null },
];

let api: FakeApi;
beforeEach(() => {
  api = new FakeApi({
    "GET /v1/tags": () => ({ items: [] }),
    "GET /v1/sites": () => ({ items: [] }),
    "GET /v1/conversations": () => listPages({}).pages[0],
  });
});

const show = () => renderPage(<CustomerPanel conversationId="one" onClose={() => undefined} />, { path: "/inbox/one" });

it("shows what a customer chose in the words that they read, and what they wrote as it is", async () => {
  api.on("GET /v1/conversations/one", () => conversation({ id: "one", customer_id: "ada", answers: ANSWERS }));
  api.on("GET /v1/customers/ada", () => customer({ id: "ada", name: "Ada" }));
  show();

  expect(await screen.findByText("An order")).toBeDefined();
  expect(screen.queryByText("order")).toBeNull();
  expect(screen.getByText("A-17")).toBeDefined();
  expect(screen.queryByText("Your name")).toBeNull();
});

it("leads to the customer's own page", async () => {
  api.on("GET /v1/conversations/one", () => conversation({ id: "one", customer_id: "ada" }));
  api.on("GET /v1/customers/ada", () => customer({ id: "ada", name: "Ada" }));
  show();

  const link = await screen.findByRole("link", { name: "Open this customer's page" });
  expect(link.getAttribute("href")).toBe("/customers/ada");
});

it("says when the customer can't be loaded", async () => {
  api.on("GET /v1/conversations/one", () => conversation({ id: "one", customer_id: "gone" }));
  show();

  expect((await screen.findByRole("alert")).textContent).toContain("The customer didn't load");
});

it("waits for nobody where there is no such conversation, which is said in its own place", async () => {
  const { container } = show();

  expect(screen.getByRole("status").textContent).not.toBe("");
  await waitFor(() => expect(container.querySelector(".skeleton")).toBeNull());
  expect(screen.queryByRole("alert")).toBeNull();
});
