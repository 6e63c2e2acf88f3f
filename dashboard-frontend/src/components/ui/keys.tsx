import { keysOf } from "@/lib/shortcuts/keys";

/** A keyboard shortcut as it is printed on the keys. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      {keysOf(keys).map((key, at) => (
        <kbd
          // biome-ignore lint/suspicious/noArrayIndexKey: the keys of one shortcut never change their places.
          key={at}
          className="inline-flex h-5 min-w-5 items-center justify-center rounded-[4px] border border-line bg-surface px-1 font-medium font-sans text-12 text-muted"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
