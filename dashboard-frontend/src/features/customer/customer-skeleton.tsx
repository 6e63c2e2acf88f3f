import { Skeleton } from "@/components/ui/skeleton";
import { useWords } from "@/lib/words";
import { customerWords } from "@/words/customer";

/** The shape of a customer who is on their way. */
export function CustomerSkeleton() {
  const words = useWords(customerWords);
  return (
    <div role="status" className="flex flex-col items-center gap-3 py-6">
      <span className="sr-only">{words.loading}</span>
      <Skeleton className="size-14 rounded-full" />
      <Skeleton className="h-4 w-32" />
      <Skeleton className="mt-4 h-3 w-full" />
      <Skeleton className="h-3 w-full" />
      <Skeleton className="h-3 w-2/3 self-start" />
      <Skeleton className="mt-6 h-16 w-full" />
    </div>
  );
}
