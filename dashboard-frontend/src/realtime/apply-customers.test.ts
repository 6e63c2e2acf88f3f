import { rowsOf } from "@stonechat/openapi/client";
import type { CustomerPage } from "@stonechat/openapi/types";
import { QueryClient } from "@tanstack/react-query";
import { beforeEach, expect, it } from "vitest";
import { customerHistory, customerList, customersOf } from "@/api/customers";
import { historyOf } from "@/api/pages";
import { conversation, customer, listPages, pages } from "@/tests/rows";
import { applyRows } from "./apply";

let cache: QueryClient;
beforeEach(() => {
  cache = new QueryClient();
});

function hold(site: string | null, ...loaded: CustomerPage[]): () => (string | null)[] {
  const { queryKey } = customerList(site);
  cache.setQueryData(queryKey, pages(...loaded));
  return () => customersOf(cache.getQueryData(queryKey) ?? pages(), site).map(({ name }) => name);
}

it("shows a new customer first, in the list of everybody and of their site", () => {
  const everybody = hold(null, { items: [customer({ id: "5", name: "Ada" })], next: null });
  const ofShop = hold("shop", { items: [], next: null });
  const ofBlog = hold("blog", { items: [], next: null });
  applyRows(cache, rowsOf({ customers: [customer({ id: "7", name: "Ben", site_id: "shop" })] }));

  expect([everybody(), ofShop(), ofBlog()]).toEqual([["Ben", "Ada"], ["Ben"], []]);
});

it("changes whom it lists, and leaves out who is further down than the list is loaded", () => {
  const names = hold(null, { items: [customer({ id: "5", name: "Ada" })], next: "more" });
  applyRows(cache, rowsOf({ customers: [customer({ id: "5", name: "Ada L.", version: 2 }), customer({ id: "3" })] }));

  expect(names()).toEqual(["Ada L."]);
});

it("drops who was erased or turned out to be somebody else, and an older row does not bring them back", () => {
  const known = [customer({ id: "5", name: "Ada" }), customer({ id: "4", name: "Ben" })];
  const names = hold(null, { items: known, next: null });
  const at = "2026-03-01T10:00:00Z";
  applyRows(
    cache,
    rowsOf({
      customers: [
        customer({ id: "5", name: null, erased_at: at, version: 3 }),
        customer({ id: "4", merged_into_id: "5", version: 3 }),
      ],
    }),
  );
  applyRows(cache, rowsOf({ customers: [customer({ id: "5", name: "Ada", version: 2 })] }));

  expect(names()).toEqual([]);
});

it("follows the conversations of one customer, also one that comes over from another", () => {
  const { queryKey } = customerHistory("ada");
  const one = conversation({ id: "one", customer_id: "ada", last_message_at: "2026-03-01T10:00:00Z" });
  cache.setQueryData(queryKey, listPages({ items: [one] }));
  const merged = conversation({ id: "two", customer_id: "ada", last_message_at: "2026-03-02T10:00:00Z", version: 2 });
  const strange = conversation({ id: "three", customer_id: "ben" });
  const shown = () => historyOf(cache.getQueryData(queryKey) ?? listPages(), "ada").map(({ id }) => id);

  applyRows(cache, rowsOf({ conversations: [merged, strange] }));
  expect(shown()).toEqual(["two", "one"]);
  applyRows(cache, rowsOf({ conversations: [{ ...one, deleted_at: "2026-03-03T10:00:00Z", version: 2 }] }));
  expect(shown()).toEqual(["two"]);
});
