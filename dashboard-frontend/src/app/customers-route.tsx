import { lazy, Suspense, useEffect, useRef } from "react";
import { useSearch } from "wouter";
import { CustomerList } from "@/features/customers/customer-list";
import { useTitle } from "@/lib/use-title";
import { useWords } from "@/lib/words";
import { useLiveState } from "@/realtime/live-context";
import { customersWords } from "@/words/customers";
import { PageBoundary } from "./page-boundary";

const CustomerPage = lazy(async () => ({
  default: (await import("@/features/customer/customer-page")).CustomerPage,
}));

/** The customers, and one of them over the list, which stays where it was scrolled to. */
export function CustomersRoute({ selectedId }: { selectedId: string | null }) {
  const search = useSearch();
  const { mayLoad } = useLiveState();
  const page = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const left = useRef(selectedId);
  // The focus goes along: onto the page that opens, and back to its row.
  useEffect(() => {
    const before = left.current;
    left.current = selectedId;
    if (before === selectedId) return;
    if (selectedId !== null) page.current?.focus();
    else list.current?.querySelector<HTMLElement>(`a[href^="/customers/${before}"]`)?.focus();
  }, [selectedId]);
  return (
    <main tabIndex={-1} className="relative min-h-0 min-w-0 grow outline-none">
      <div ref={list} inert={selectedId !== null} className="h-full">
        <CustomerList selectedId={selectedId} />
      </div>
      {selectedId !== null && (
        <div ref={page} tabIndex={-1} className="absolute inset-0 bg-surface outline-none">
          <PageBoundary key={selectedId} within>
            <Suspense>
              {mayLoad && <CustomerPage customerId={selectedId} listHref={`/customers${search && `?${search}`}`} />}
            </Suspense>
          </PageBoundary>
        </div>
      )}
      {selectedId === null && <Title />}
    </main>
  );
}

/** It comes and goes with the list, whose name it is: one customer's page has another. */
function Title() {
  useTitle(useWords(customersWords).title);
  return null;
}
