import { ArrowDown, ArrowUp, CircleAlert, GripVertical, Pencil, Trash2 } from "lucide-react";
import { type DragEvent, type ReactNode, useState } from "react";
import { Chip } from "@/components/ui/chip";
import { IconButton } from "@/components/ui/icon-button";
import { cn } from "@/lib/cn";
import { useWords } from "@/lib/words";
import { formBuilderWords } from "@/words/form-builder";
import { QuestionEditor } from "./question-editor";
import type { Question } from "./questions";

interface QuestionCardProps {
  questions: readonly Question[];
  at: number;
  name: string;
  open: boolean;
  onOpen: (open: boolean) => void;
  onChange: (question: Question) => void;
  onMove: (from: number, to: number) => void;
  onRemove: () => void;
  /** What is wrong at a pointer within this question. */
  problemAt: (field: string) => string | undefined;
  flawed: boolean;
}

/** Our own kind of dragged data: files and texts from elsewhere are not taken for a question. */
const DRAGGED = "application/x-stonechat-question";

export function QuestionCard(props: QuestionCardProps) {
  const { questions, at, name, open, onOpen, onMove, onRemove, flawed } = props;
  const words = useWords(formBuilderWords);
  const [over, setOver] = useState(false);
  const question = questions[at];
  if (!question) return null;

  function allow(event: DragEvent): void {
    if (!event.dataTransfer.types.includes(DRAGGED)) return;
    event.preventDefault();
    setOver(true);
  }

  function drop(event: DragEvent): void {
    setOver(false);
    const from = event.dataTransfer.getData(DRAGGED);
    if (from === "") return;
    event.preventDefault();
    onMove(Number(from), at);
  }

  return (
    <li
      onDragOver={allow}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn(
        "rounded-card border border-line bg-raised transition-[border-color] duration-150",
        over && "border-ember",
      )}
    >
      <div className="flex min-h-14 items-center gap-2 py-1 ps-2 pe-1">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: what is dragged by mouse is moved by its buttons, too. */}
        <span
          draggable
          title={words.drag(name)}
          onDragStart={(event) => event.dataTransfer.setData(DRAGGED, String(at))}
          className="hidden cursor-grab px-1 py-2 text-muted pointer-fine:block"
        >
          <GripVertical aria-hidden className="size-4" />
        </span>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => onOpen(!open)}
          className="flex min-h-11 min-w-0 grow flex-col justify-center rounded-control text-start"
        >
          <span className="flex items-center gap-2 truncate font-medium text-14">
            {flawed && <CircleAlert aria-hidden className="size-4 shrink-0 text-red" />}
            <span className={cn("truncate", question.label.trim() === "" && "text-muted")}>{name}</span>
          </span>
          <span className="flex flex-wrap items-center gap-x-2 text-12 text-muted">
            {question.required ? `${words.kinds[question.kind]} · ${words.required}` : words.kinds[question.kind]}
            {question.shown_if && <Chip className="h-5">{words.onlyIf}</Chip>}
          </span>
        </button>
        <CardButton label={words.moveUp(name)} disabled={at === 0} onClick={() => onMove(at, at - 1)}>
          <ArrowUp aria-hidden />
        </CardButton>
        <CardButton
          label={words.moveDown(name)}
          disabled={at === questions.length - 1}
          onClick={() => onMove(at, at + 1)}
        >
          <ArrowDown aria-hidden />
        </CardButton>
        <span className="max-md:hidden">
          <CardButton label={words.edit(name)} onClick={() => onOpen(!open)} quiet>
            <Pencil aria-hidden />
          </CardButton>
        </span>
        <CardButton label={words.remove(name)} onClick={onRemove}>
          <Trash2 aria-hidden />
        </CardButton>
      </div>
      {open && <QuestionEditor {...props} question={question} />}
    </li>
  );
}

interface CardButtonProps {
  label: string;
  onClick: () => void;
  disabled?: boolean;
  /** The same can be done by keyboard at the question's name: nobody needs to come by twice. */
  quiet?: boolean;
  children: ReactNode;
}

/** At the end of the list the button stays where it is and keeps the focus: the next press may go the other way. */
function CardButton({ label, onClick, disabled = false, quiet = false, children }: CardButtonProps) {
  return (
    <IconButton
      label={label}
      aria-hidden={quiet || undefined}
      tabIndex={quiet ? -1 : undefined}
      aria-disabled={disabled}
      onClick={() => !disabled && onClick()}
      className={cn("size-8", disabled && "opacity-40")}
    >
      {children}
    </IconButton>
  );
}
