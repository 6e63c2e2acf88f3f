import { Check, Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useState } from "react";
import { cn } from "@/lib/cn";
import { isComposing } from "@/lib/is-composing";
import { matches } from "@/lib/search";

export interface CommandOption {
  id: string;
  label: string;
  /** Said beside the label: keys, an address, a number. */
  hint?: ReactNode;
  icon?: ReactNode;
  /** Other words by which it is found. */
  keywords?: string;
  /** Options of one group stand together, under its name. */
  group?: string;
  chosen?: boolean;
}

interface CommandListProps {
  label: string;
  placeholder: string;
  options: readonly CommandOption[];
  onChoose: (id: string) => void;
  /** Said when nothing fits. */
  empty: ReactNode;
  /** For options that a server finds: what was typed, and then nothing is left out here. */
  query?: { value: string; onChange: (value: string) => void };
  className?: string;
}

/** A field and what fits to it. The focus stays in the field; arrow keys go through the options, Enter chooses. */
export function CommandList({ label, placeholder, options, onChoose, empty, query, className }: CommandListProps) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [activeId, setActiveId] = useState<string | null>(null);
  const text = query?.value ?? typed;
  const shown = useMemo(
    () => (query ? options : options.filter((option) => matches(text, option.label, option.keywords))),
    [query, options, text],
  );
  const at = Math.max(
    0,
    shown.findIndex((option) => option.id === activeId),
  );
  const active = shown[at];

  const activeDomId = active && `${id}-${active.id}`;
  useEffect(() => {
    if (activeDomId) document.getElementById(activeDomId)?.scrollIntoView({ block: "nearest" });
  }, [activeDomId]);

  function go(event: KeyboardEvent): void {
    if (isComposing(event.nativeEvent)) return;
    const last = shown.length - 1;
    const target = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at === 0 ? last : at - 1 }[event.key];
    if (target !== undefined) setActiveId(shown[target]?.id ?? null);
    else if (event.key === "Enter" && active) onChoose(active.id);
    else return;
    event.preventDefault();
  }

  function type(value: string): void {
    setActiveId(null);
    if (query) query.onChange(value);
    else setTyped(value);
  }

  return (
    <div className={cn("flex min-h-0 flex-col", className)}>
      <div className="flex shrink-0 items-center gap-2 border-line border-b px-3">
        <Search aria-hidden className="size-4 shrink-0 text-muted" />
        <input
          // biome-ignore lint/a11y/noAutofocus: it was opened to type into it.
          autoFocus
          role="combobox"
          aria-expanded
          aria-autocomplete="list"
          aria-controls={`${id}-list`}
          aria-activedescendant={activeDomId}
          aria-label={label}
          placeholder={placeholder}
          value={text}
          onChange={(event) => type(event.target.value)}
          onKeyDown={go}
          className="h-11 w-full min-w-0 bg-transparent text-14 outline-none placeholder:text-muted"
        />
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        tabIndex={-1}
        className="max-h-80 min-h-0 overflow-y-auto overscroll-contain p-1"
      >
        {shown.map((option, index) => (
          <Option
            key={option.id}
            domId={`${id}-${option.id}`}
            option={option}
            heading={option.group !== shown[index - 1]?.group ? option.group : undefined}
            active={option === active}
            onPoint={() => setActiveId(option.id)}
            onChoose={() => onChoose(option.id)}
          />
        ))}
      </div>
      {shown.length === 0 && (
        <p role="status" className="px-3 pt-2 pb-4 text-13 text-muted">
          {empty}
        </p>
      )}
    </div>
  );
}

interface OptionProps {
  domId: string;
  option: CommandOption;
  heading: string | undefined;
  active: boolean;
  onPoint: () => void;
  onChoose: () => void;
}

function Option({ domId, option, heading, active, onPoint, onChoose }: OptionProps) {
  return (
    <>
      {heading !== undefined && (
        <p role="presentation" className="px-2 pt-3 pb-1 font-medium text-12 text-muted">
          {heading}
        </p>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and hears the keys. */}
      <div
        id={domId}
        role="option"
        tabIndex={-1}
        aria-selected={active}
        onPointerMove={onPoint}
        onClick={onChoose}
        className={cn(
          "flex min-h-9 cursor-pointer items-center gap-2 rounded-control px-2 py-1 text-14 pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0",
          active && "bg-hover",
        )}
      >
        {option.icon}
        <span className="min-w-0 grow truncate">{option.label}</span>
        {option.hint && <span className="shrink-0 text-12 text-muted">{option.hint}</span>}
        {option.chosen && <Check aria-hidden className="text-ember-ink" />}
      </div>
    </>
  );
}
