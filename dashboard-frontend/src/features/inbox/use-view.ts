import { useMemo } from "react";
import { useLocation, useSearch } from "wouter";
import { type ListView, readView, writeView } from "@/api/views";

interface UseView {
  view: ListView;
  /** The end of an address that keeps the view. */
  search: string;
  change: (change: Partial<ListView>) => void;
}

/** Which list is shown stands in the address: it can be linked to, and the back button goes through it. */
export function useView(): UseView {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const view = useMemo(() => readView(search), [search]);
  return {
    view,
    search: writeView(view),
    change: (change) => navigate(path + writeView({ ...view, ...change })),
  };
}
