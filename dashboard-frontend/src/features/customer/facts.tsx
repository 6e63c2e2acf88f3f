import { Fragment, type ReactNode } from "react";

interface PartProps {
  title: string;
  hint?: string;
  action?: ReactNode;
  children: ReactNode;
}

/** One part of what is known of a customer, under its own words. */
export function Part({ title, hint, action, children }: PartProps) {
  return (
    <section aria-label={title} className="border-line border-t py-4">
      <div className="mb-2 flex min-h-6 items-center justify-between gap-2">
        <h3 className="font-medium text-12 text-muted">{title}</h3>
        {action}
      </div>
      {hint && <p className="-mt-1 mb-2 text-12 text-muted">{hint}</p>}
      {children}
    </section>
  );
}

export function Facts({ children }: { children: ReactNode }) {
  return <dl className="@container flex flex-col gap-2">{children}</dl>;
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-3 text-13 @min-[220px]:grid-cols-[104px_1fr]">
      <dt className="break-words text-muted [overflow-wrap:anywhere]">{mayBreak(label)}</dt>
      <dd className="min-w-0 whitespace-pre-wrap break-words tabular-nums [overflow-wrap:anywhere]">
        <bdi>{children}</bdi>
      </dd>
    </div>
  );
}

/** Names of programs have no spaces; they break behind their own signs rather than anywhere. */
function mayBreak(name: string): ReactNode {
  return name.split(/(?<=[._-])/).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one name never change their places.
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
