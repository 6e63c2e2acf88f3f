import { Skeleton } from "@/components/ui/skeleton";
import { useWords } from "@/lib/words";
import { conversationWords } from "@/words/conversation";

export function ThreadSkeleton() {
  const words = useWords(conversationWords);
  return (
    <div role="status" className="flex grow flex-col justify-end gap-6 overflow-hidden px-4 pb-6 md:px-6">
      <span className="sr-only">{words.loadingMessages}</span>
      <Skeleton className="h-12 w-3/5 max-w-80 rounded-bubble" />
      <Skeleton className="h-20 w-3/4 max-w-110 self-end rounded-bubble" />
      <Skeleton className="h-12 w-2/5 max-w-60 rounded-bubble" />
      <Skeleton className="h-12 w-1/2 max-w-72 self-end rounded-bubble" />
    </div>
  );
}
