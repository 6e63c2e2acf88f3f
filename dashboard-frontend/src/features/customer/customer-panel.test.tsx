import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { agentList, conversationList, createQueryClient } from "@/api/queries";
import { ToastProvider } from "@/components/ui/toast";
import { MARA } from "@/tests/agent";
import { conversation, customer, EVERYTHING, listPages } from "@/tests/rows";
import { CustomerPanel } from "./customer-panel";

it("shows what a customer chose in the words that they read, and what they wrote as it is", () => {
  const answers = [
    { key: "topic", label: "What is it about?", value: "order", value_label: "An order" },
    { key: "order_number", label: "Order number", value: "A-17", value_label: null },
  ];
  const cache = createQueryClient();
  const items = [conversation({ id: "one", customer_id: "c-ada", answers })];
  const customers = [customer({ id: "c-ada", name: "Ada" })];
  cache.setQueryData(conversationList(EVERYTHING, "mara").queryKey, listPages({ items, customers }));
  cache.setQueryData(agentList().queryKey, { items: [MARA], next: null });
  render(
    <QueryClientProvider client={cache}>
      <ToastProvider>
        <CustomerPanel conversationId="one" onClose={() => undefined} />
      </ToastProvider>
    </QueryClientProvider>,
  );

  expect(screen.getByText("An order")).toBeTruthy();
  expect(screen.queryByText("order")).toBeNull();
  expect(screen.getByText("A-17")).toBeTruthy();
});
