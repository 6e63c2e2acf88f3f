import type { ReactNode } from "react";

interface PageHeaderProps {
  title: string;
  /** One sentence on what the page is for. */
  lead?: ReactNode;
  /** The one main action of the page. */
  action?: ReactNode;
}

export function PageHeader({ title, lead, action }: PageHeaderProps) {
  return (
    <header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 grow basis-72">
        <h1 className="font-semibold text-20 tracking-tight">{title}</h1>
        {lead && <p className="mt-1 max-w-140 text-pretty text-14 text-muted">{lead}</p>}
      </div>
      {action}
    </header>
  );
}

interface SectionProps {
  title: string;
  lead?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}

/** A part of a page, under its own words. A hairline tells it from the one above. */
export function Section({ title, lead, action, children }: SectionProps) {
  return (
    <section aria-label={title} className="border-line border-t py-6 first-of-type:border-t-0 first-of-type:pt-0">
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 grow basis-72">
          <h2 className="font-semibold text-16">{title}</h2>
          {lead && <p className="mt-1 max-w-140 text-pretty text-13 text-muted">{lead}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}
