import { catalogue } from "@/lib/words";

const en = {
  title: "Customers",
  list: "Customers, newest first",
  notLoaded: "The customers didn't load",
  loadMore: "Load more customers",
  site: "Site",
  anySite: "All sites",
  name: "Name",
  phone: "Phone",
  tags: "Tags",
  firstSeen: "First seen",
  blocked: "Blocked",
  verified: "Verified",
  moreTags: (count: number) => `+${count}`,
  emptyTitle: "No customers yet",
  emptyText: "People who write to you from your site appear here by themselves.",
  emptySite: "Nobody wrote from this site yet",
  showAll: "Show all sites",
};

export type CustomersWords = typeof en;
export const customersWords = catalogue(en, { de: () => import("./customers.de") });
