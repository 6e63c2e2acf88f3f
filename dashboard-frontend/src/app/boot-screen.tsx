import { Mark } from "@/components/mark";

/** The moment before anything is known. Quick starts never see the bird: it takes its time to fade in. */
export function BootScreen() {
  return (
    <div role="status" className="flex h-full items-center justify-center">
      <span className="sr-only">Starting</span>
      <Mark className="size-12 animate-fade [animation-delay:400ms]" />
    </div>
  );
}
