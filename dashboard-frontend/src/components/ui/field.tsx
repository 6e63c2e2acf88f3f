import { CircleAlert } from "lucide-react";
import { Label } from "radix-ui";
import { type ComponentProps, useId } from "react";
import { Input } from "@/components/ui/input";

interface FieldProps extends Omit<ComponentProps<"input">, "id"> {
  label: string;
  error?: string | null;
}

/** A labelled input with its error under it, tied together for screen readers. */
export function Field({ label, error, ...rest }: FieldProps) {
  const id = useId();
  const errorId = `${id}-error`;
  return (
    <div className="flex flex-col gap-1">
      <Label.Root htmlFor={id} className="font-medium text-13">
        {label}
      </Label.Root>
      <Input id={id} aria-invalid={error ? true : undefined} aria-describedby={error ? errorId : undefined} {...rest} />
      {error && (
        <p id={errorId} className="flex items-center gap-1 text-13 text-red">
          <CircleAlert aria-hidden className="size-4 shrink-0" />
          {error}
        </p>
      )}
    </div>
  );
}
