import { Smile } from "lucide-react";
import { lazy, memo, type RefObject, Suspense, useState } from "react";
import { PartBoundary } from "@/components/part-boundary";
import { Button } from "@/components/ui/button";
import { Popover } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import { insertText } from "@/lib/insert-text";
import { useWords } from "@/lib/words";
import { conversationWords } from "@/words/conversation";

const load = () => import("./emoji-grid");
const EmojiGrid = lazy(async () => ({ default: (await load()).EmojiGrid }));

/** Puts an emoji where the caret is. */
export const EmojiButton = memo(function EmojiButton({ field }: { field: RefObject<HTMLTextAreaElement | null> }) {
  const words = useWords(conversationWords);
  const [open, setOpen] = useState(false);
  function choose(emoji: string): void {
    setOpen(false);
    const { current } = field;
    if (current) insertText(current, emoji, current.selectionStart, current.selectionEnd);
  }
  return (
    <Popover
      label={words.emoji}
      side="top"
      open={open}
      onOpenChange={setOpen}
      returnsTo={field}
      trigger={
        <Button
          variant="quiet"
          size="icon"
          className="size-8"
          aria-label={words.emoji}
          title={words.emoji}
          onPointerEnter={() => void load().catch(() => undefined)}
        >
          <Smile aria-hidden />
        </Button>
      }
    >
      <PartBoundary>
        <Suspense fallback={<Skeleton className="h-64" />}>
          <EmojiGrid onChoose={choose} />
        </Suspense>
      </PartBoundary>
    </Popover>
  );
});
