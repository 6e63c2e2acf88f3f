import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { useToast } from "@/lib/toasts";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";

const SHOWN_MS = 2_000;

interface CopyButtonProps {
  text: string;
  /** What is copied, as a verb: "Copy link". */
  label?: string;
  /** Only the picture, for where space is short. */
  bare?: boolean;
  variant?: "primary" | "outline" | "quiet";
}

/** Copies, and says so where it was pressed. A browser that refuses gets told what to do instead. */
export function CopyButton({ text, label, bare = false, variant = "outline" }: CopyButtonProps) {
  const words = useWords(commonWords);
  const say = useToast();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      say({ text: words.notCopied, tone: "trouble" });
    }
  }

  const verb = label ?? words.copy;
  const Icon = copied ? Check : Copy;
  return (
    <>
      <Button
        variant={variant}
        size={bare ? "icon" : "small"}
        aria-label={bare ? verb : undefined}
        title={bare ? verb : undefined}
        onClick={() => void copy()}
      >
        <Icon aria-hidden />
        {!bare && (copied ? words.copied : verb)}
      </Button>
      <span role="status" className="sr-only">
        {copied && words.copied}
      </span>
    </>
  );
}
