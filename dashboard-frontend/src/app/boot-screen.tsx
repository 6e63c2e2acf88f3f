import { Mark } from "@/components/mark";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";

/** The moment before anything is known. Quick starts never see the bird: it takes its time to fade in. */
export function BootScreen() {
  const { boot } = useWords(commonWords);
  return (
    <div role="status" className="flex h-full items-center justify-center">
      <span className="sr-only">{boot.starting}</span>
      <Mark className="size-12 animate-fade [animation-delay:400ms]" />
    </div>
  );
}
