import type { Customer } from "@stonechat/openapi/types";
import { Check, CircleAlert, Pencil, X } from "lucide-react";
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { cn } from "@/lib/cn";
import { isComposing } from "@/lib/is-composing";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";
import { customerWords } from "@/words/customer";
import { type Change, useChangeCustomer } from "./use-change-customer";
import { useFieldDraft } from "./use-field-draft";

interface InPlaceFieldProps {
  customer: Customer;
  /** Names what is typed here among the fields of the customer. */
  field: string;
  label: string;
  saved: string;
  /** What has to be sent, where `seen` is what the agent read before. */
  change: (text: string, seen: string) => Change;
  /** Where in the request the server finds something wrong. */
  pointer: string;
  type?: "text" | "email" | "tel";
  maxLength: number;
  children: ReactNode;
  /** Stands beside the button that begins. */
  actions?: ReactNode;
  className?: string;
}

/** Something that is read until it is pressed, and then typed in the same place. Enter saves, Escape cancels. */
export function InPlaceField(props: InPlaceFieldProps) {
  const { customer, field, label, saved, children, actions, className } = props;
  const words = useWords(customerWords);
  const draft = useFieldDraft(customer, field, saved);
  // What was typed before a reload is offered again, without taking the focus.
  const [state, setState] = useState<"read" | "kept" | "typed">(draft.dirty ? "kept" : "read");
  const button = useRef<HTMLButtonElement>(null);
  const mustFocus = useRef(false);
  useEffect(() => {
    if (state !== "read" || !mustFocus.current) return;
    mustFocus.current = false;
    button.current?.focus();
  }, [state]);

  function close(): void {
    mustFocus.current = true;
    setState("read");
  }

  if (state !== "read") return <Editor {...props} draft={draft} focus={state === "typed"} onClose={close} />;
  return (
    <div className={cn("group relative flex min-h-9 items-center gap-1 text-13", className)}>
      {children}
      {/* With a mouse they lie over the end of the line, which has its whole width while nobody points at it. */}
      <span className="pointer-fine:absolute end-0 ms-auto flex shrink-0 rounded-control bg-surface opacity-0 focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:gap-3 pointer-coarse:opacity-100">
        {actions}
        <IconButton ref={button} label={words.edit(label)} onClick={() => setState("typed")} className="size-8">
          <Pencil aria-hidden />
        </IconButton>
      </span>
    </div>
  );
}

interface EditorProps extends InPlaceFieldProps {
  draft: ReturnType<typeof useFieldDraft>;
  focus: boolean;
  onClose: () => void;
}

function Editor({ customer, label, saved, change, pointer, type = "text", maxLength, draft, ...rest }: EditorProps) {
  const words = useWords(customerWords);
  const { cancel } = useWords(commonWords);
  const id = useId();
  const write = useChangeCustomer(customer, { inForm: true });
  const [warnedOf, setWarnedOf] = useState<string | null>(null);
  const meanwhile = saved === "" ? words.clearedMeanwhile : words.changedMeanwhile(saved);
  const problem = draft.clashes
    ? meanwhile
    : (write.fields[pointer] ?? Object.values(write.fields)[0] ?? write.problem);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const text = draft.text.trim();
    if (write.pending) return;
    if (text === saved) {
      cancelTyping();
    } else if (draft.clashes && warnedOf !== saved) {
      setWarnedOf(saved);
    } else if (await write.run(change(text, saved))) {
      draft.drop();
      rest.onClose();
    }
  }

  function cancelTyping(): void {
    draft.drop();
    rest.onClose();
  }

  function heed(event: KeyboardEvent): void {
    if (event.key !== "Escape" || isComposing(event.nativeEvent)) return;
    event.preventDefault();
    event.stopPropagation();
    cancelTyping();
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="py-1">
      <div className="flex items-center gap-1">
        <Input
          autoFocus={rest.focus}
          type={type}
          aria-label={label}
          aria-invalid={problem === null ? undefined : true}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          autoComplete="off"
          value={draft.text}
          maxLength={maxLength}
          onFocus={(event) => event.target.select()}
          onKeyDown={heed}
          onChange={(event) => {
            write.clear();
            draft.type(event.target.value);
          }}
          className="h-9 min-w-0"
        />
        <IconButton type="submit" label={words.keep} aria-disabled={write.pending}>
          <Check aria-hidden />
        </IconButton>
        <IconButton label={cancel} onClick={cancelTyping}>
          <X aria-hidden />
        </IconButton>
      </div>
      <p id={`${id}-problem`} role="alert" className="flex items-start gap-1 pt-1 text-13 text-red empty:hidden">
        {problem !== null && (
          <>
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            {problem}
          </>
        )}
      </p>
    </form>
  );
}
