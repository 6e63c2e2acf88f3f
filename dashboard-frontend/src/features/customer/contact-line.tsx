import { Copy } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { useToast } from "@/lib/toasts";
import { useWords } from "@/lib/words";
import { customerWords } from "@/words/customer";

interface ContactLineProps {
  icon: ReactNode;
  /** What it is, in a sentence: "email". */
  label: string;
  value: string | null;
  scheme: "mailto" | "tel";
}

/** One way to reach somebody: opens the program for it, or is copied. */
export function ContactLine({ icon, label, value, scheme }: ContactLineProps) {
  const words = useWords(customerWords);
  const say = useToast();

  async function copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      say({ text: words.copied(text) });
    } catch {
      say({ text: words.notCopied(label, text), tone: "trouble" });
    }
  }

  return (
    <div className="group flex min-h-9 items-center gap-3 text-13 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted">
      {icon}
      {value === null ? (
        <span className="text-muted">{words.no(label)}</span>
      ) : (
        <>
          <a href={`${scheme}:${value}`} className="min-w-0 truncate underline-offset-2 hover:underline" title={value}>
            {value}
          </a>
          <Button
            variant="quiet"
            size="icon"
            aria-label={words.copy(label)}
            title={words.copy(label)}
            onClick={() => void copy(value)}
            className="ms-auto size-8 opacity-0 focus-visible:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100"
          >
            <Copy aria-hidden />
          </Button>
        </>
      )}
    </div>
  );
}
