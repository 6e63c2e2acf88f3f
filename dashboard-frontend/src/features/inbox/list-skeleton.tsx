import { Skeleton } from "@/components/ui/skeleton";
import { useWords } from "@/lib/words";
import { inboxWords } from "@/words/inbox";

const WIDTHS = ["w-32", "w-24", "w-36", "w-28", "w-40", "w-24", "w-32", "w-28"];

export function ListSkeleton() {
  const words = useWords(inboxWords);
  return (
    <div role="status" className="px-2">
      <span className="sr-only">{words.loadingList}</span>
      {WIDTHS.map((width, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows never change.
        <div key={at} className="flex h-17 items-center gap-3 ps-4 pe-3">
          <Skeleton className="size-9 rounded-full" />
          <div className="flex grow flex-col gap-2">
            <div className="flex justify-between">
              <Skeleton className={`h-3 ${width}`} />
              <Skeleton className="h-3 w-8" />
            </div>
            <Skeleton className="h-3 w-full max-w-48" />
          </div>
        </div>
      ))}
    </div>
  );
}
