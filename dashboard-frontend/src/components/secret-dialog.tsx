import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { FormRow } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

interface SecretDialogProps {
  /** Null: nothing is shown. */
  secret: string | null;
  onClose: () => void;
  title: string;
  lead: string;
  /** What it is: "Link", "Key". */
  label: string;
  copyLabel: string;
  done: string;
}

/** Something that is shown only once, to be copied. Only its button closes it: a slip beside it would lose it. */
export function SecretDialog({ secret, onClose, title, lead, label, copyLabel, done }: SecretDialogProps) {
  return (
    <Dialog
      asks
      open={secret !== null}
      onClose={onClose}
      title={title}
      lead={lead}
      actions={
        <Button variant="outline" onClick={onClose}>
          {done}
        </Button>
      }
    >
      <FormRow label={label}>
        {(tied) => (
          <Input
            {...tied}
            readOnly
            dir="ltr"
            value={secret ?? ""}
            onFocus={(event) => event.target.select()}
            className="font-mono text-13"
          />
        )}
      </FormRow>
      <div className="mt-3">
        <CopyButton text={secret ?? ""} label={copyLabel} variant="primary" />
      </div>
    </Dialog>
  );
}
