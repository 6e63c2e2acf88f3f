import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { cn } from "@/lib/cn";
import { direction } from "@/lib/language";
import { useWords } from "@/lib/words";
import { emojiWords } from "@/words/conversation-emoji";
import { recentEmoji, rememberEmoji } from "./recent-emoji";

const COLUMNS = 8;

interface Cell {
  key: string;
  emoji: string;
  name: string;
}

/** A grid with one stop for Tab; arrow keys go through it. What was used last comes first. */
export function EmojiGrid({ onChoose }: { onChoose: (emoji: string) => void }) {
  const words = useWords(emojiWords);
  const grid = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState(0);
  const [recent] = useState(recentEmoji);
  const names = new Map(words.all);
  const used = rowsOf(words.recent, recent, names);
  const rows = [...used, ...rowsOf(words.everything, [...names.keys()], names)];
  const count = rows.flat().length;
  const starts = startsOf(rows);

  useEffect(() => grid.current?.querySelector("button")?.focus(), []);

  function choose(emoji: string): void {
    rememberEmoji(emoji);
    onChoose(emoji);
  }

  function go(event: KeyboardEvent): void {
    const forward = direction() === "rtl" ? -1 : 1;
    const target = {
      ArrowRight: at + forward,
      ArrowLeft: at - forward,
      ArrowDown: beside(rows, starts, at, 1),
      ArrowUp: beside(rows, starts, at, -1),
      Home: 0,
      End: count - 1,
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const index = Math.min(count - 1, Math.max(0, target));
    setAt(index);
    grid.current?.querySelectorAll("button")[index]?.focus();
  }

  return (
    <div className="max-h-66 overflow-y-auto">
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells one walks through is a grid. */}
      <table ref={grid} role="grid" aria-label={words.label} onKeyDown={go} className="border-collapse">
        <tbody>
          {rows.map((row, line) => (
            <tr key={row[0]?.key} className={cn(line === used.length - 1 && "border-line border-b")}>
              {row.map(({ key, emoji, name }, column) => {
                const index = (starts[line] ?? 0) + column;
                return (
                  <td key={key} className="p-0">
                    <button
                      type="button"
                      aria-label={name}
                      title={name}
                      tabIndex={index === at ? 0 : -1}
                      onFocus={() => setAt(index)}
                      onClick={() => choose(emoji)}
                      className="flex size-8 items-center justify-center rounded-control text-20 outline-offset-[-2px] hover:bg-hover"
                    >
                      {emoji}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The index of the first cell of each row. */
function startsOf(rows: readonly Cell[][]): number[] {
  let start = 0;
  return rows.map(({ length }) => {
    start += length;
    return start - length;
  });
}

function rowsOf(group: string, emoji: readonly string[], names: ReadonlyMap<string, string>): Cell[][] {
  const rows: Cell[][] = [];
  for (let from = 0; from < emoji.length; from += COLUMNS) {
    const cells = emoji.slice(from, from + COLUMNS);
    rows.push(cells.map((each) => ({ key: `${group} ${each}`, emoji: each, name: names.get(each) ?? each })));
  }
  return rows;
}

/** The cell in the same column of the next row, or the last one there. */
function beside(rows: readonly Cell[][], starts: readonly number[], at: number, by: 1 | -1): number {
  const line = starts.findLastIndex((start) => start <= at);
  const next = rows[line + by];
  if (!next) return at;
  return (starts[line + by] ?? 0) + Math.min(at - (starts[line] ?? 0), next.length - 1);
}
