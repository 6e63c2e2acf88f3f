import type { ReactNode } from "react";
import { Mark } from "@/components/mark";
import { useTitle } from "@/lib/use-title";

interface DoorProps {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
}

/** What stands before the sign-in: one card in the middle, on phones the page itself. */
export function Door({ title, lead, children }: DoorProps) {
  useTitle(title);
  return (
    <main className="flex min-h-full flex-col items-center bg-canvas px-6 py-12 md:justify-center">
      <div className="w-full max-w-90 animate-fade md:max-w-104 md:rounded-panel md:border md:border-line md:bg-surface md:p-8 md:shadow-small">
        <Mark className="mb-4 size-12" />
        <h1 className="text-balance font-semibold text-28 tracking-tight">{title}</h1>
        {lead && <p className="mt-1 mb-6 text-14 text-muted">{lead}</p>}
        {children}
      </div>
    </main>
  );
}
