import { cn } from "@/lib/cn";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";

/** One grey shape of what is to come. Give it the size of that. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("skeleton block", className)} />;
}

const WIDTHS = ["w-40", "w-32", "w-48", "w-36", "w-44", "w-28"];

interface RowsSkeletonProps {
  rows?: number;
  faces?: boolean;
  /** What is on its way, where that isn't plain. */
  said?: string;
}

/** The shape of a list: a face or none, two lines, and something at the end. */
export function RowsSkeleton({ rows = 5, faces = false, said }: RowsSkeletonProps) {
  return (
    <Loading said={said}>
      {shapes(rows).map(({ key, width }) => (
        <div key={key} className="flex h-16 items-center gap-3 border-line border-b last:border-b-0">
          {faces && <Skeleton className="size-9 rounded-full" />}
          <div className="flex grow flex-col gap-2">
            <Skeleton className={cn("h-3.5", width)} />
            <Skeleton className="h-3 w-24" />
          </div>
          <Skeleton className="h-6 w-16" />
        </div>
      ))}
    </Loading>
  );
}

/** The shape of a form: labels with their fields. */
export function FormSkeleton({ rows = 3 }: { rows?: number }) {
  return (
    <Loading className="flex flex-col gap-5">
      {shapes(rows).map(({ key }) => (
        <div key={key} className="flex flex-col gap-2">
          <Skeleton className="h-3 w-24" />
          <Skeleton className="h-10 w-full" />
        </div>
      ))}
    </Loading>
  );
}

/** The shape of a page that is on its way: its heading and something under it. */
export function PageSkeleton() {
  return (
    <div className="w-full max-w-200 px-4 py-6 md:px-8">
      <Skeleton className="h-6 w-40" />
      <Skeleton className="mt-3 mb-8 h-3.5 w-72 max-w-full" />
      <FormSkeleton />
    </div>
  );
}

interface LoadingProps {
  said?: string | undefined;
  className?: string;
  children: React.ReactNode;
}

function Loading({ said, className, children }: LoadingProps) {
  const { loading } = useWords(commonWords);
  return (
    <div role="status" className={className}>
      <span className="sr-only">{said ?? loading}</span>
      {children}
    </div>
  );
}

function shapes(count: number): { key: string; width: string }[] {
  return Array.from({ length: count }, (_, at) => ({
    key: `shape-${at}`,
    width: WIDTHS[at % WIDTHS.length] ?? "w-40",
  }));
}
