import type { Customer } from "@stonechat/openapi/types";
import { Copy } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { useToast } from "@/lib/toasts";
import { useWords } from "@/lib/words";
import { customerWords } from "@/words/customer";
import { InPlaceField } from "./in-place-field";

interface ContactLineProps {
  customer: Customer;
  field: "email" | "phone";
  icon: ReactNode;
  label: string;
  /** Said where there is none. */
  none: string;
}

const KINDS = {
  email: { scheme: "mailto", type: "email", maxLength: 254 },
  phone: { scheme: "tel", type: "tel", maxLength: 40 },
} as const;

/** One way to reach somebody: opens the program for it, is copied or is changed. */
export function ContactLine({ customer, field, icon, label, none }: ContactLineProps) {
  const { scheme, type, maxLength } = KINDS[field];
  const value = customer[field];
  const target = field === "phone" ? (customer.phone_e164 ?? value) : value;
  return (
    <InPlaceField
      customer={customer}
      field={field}
      label={label}
      saved={value ?? ""}
      type={type}
      maxLength={maxLength}
      pointer={`/${field}`}
      change={(text, seen) => ({
        of: () => ({ [field]: text || null }),
        clashes: (row) => (row[field] ?? "") !== seen,
      })}
      actions={value !== null && <CopyValue label={label} value={value} />}
      className="[&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted"
    >
      {icon}
      {value === null ? (
        <span className="ms-2 text-muted">{none}</span>
      ) : (
        <a
          href={`${scheme}:${target}`}
          dir="ltr"
          title={value}
          className="ms-2 min-w-0 truncate underline-offset-2 hover:underline"
        >
          {value}
        </a>
      )}
    </InPlaceField>
  );
}

function CopyValue({ label, value }: { label: string; value: string }) {
  const words = useWords(customerWords);
  const say = useToast();

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(value);
      say({ text: words.copied(value) });
    } catch {
      say({ text: words.notCopied(label, value), tone: "trouble" });
    }
  }

  return (
    <IconButton label={words.copy(label)} onClick={() => void copy()} className="size-8">
      <Copy aria-hidden />
    </IconButton>
  );
}
