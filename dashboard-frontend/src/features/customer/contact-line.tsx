import { Copy } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";

interface ContactLineProps {
  icon: ReactNode;
  /** What it is, in a sentence: "email". */
  label: string;
  value: string | null;
  scheme: "mailto" | "tel";
}

/** One way to reach somebody: opens the program for it, or is copied. */
export function ContactLine({ icon, label, value, scheme }: ContactLineProps) {
  const say = useToast();

  async function copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      say({ text: `Copied ${text}` });
    } catch {
      say({ text: `This browser didn't let us copy. The ${label} is ${text}.`, tone: "trouble" });
    }
  }

  return (
    <div className="group flex min-h-9 items-center gap-3 text-13 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted">
      {icon}
      {value === null ? (
        <span className="text-muted">No {label}</span>
      ) : (
        <>
          <a href={`${scheme}:${value}`} className="min-w-0 truncate underline-offset-2 hover:underline" title={value}>
            {value}
          </a>
          <Button
            variant="quiet"
            size="icon"
            aria-label={`Copy ${label}`}
            title={`Copy ${label}`}
            onClick={() => void copy(value)}
            className="ml-auto size-8 opacity-0 focus-visible:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100"
          >
            <Copy aria-hidden />
          </Button>
        </>
      )}
    </div>
  );
}
