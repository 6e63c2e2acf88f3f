import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";

interface ConfirmationProps {
  open: boolean;
  onClose: () => void;
  title: string;
  text: string;
  /** What happens then, as a verb. */
  verb: string;
  onConfirm: () => void;
  /** It can't be taken back. */
  danger?: boolean;
}

/** Asks before something that can't be undone. The safe way out has the focus. */
export function Confirmation({ open, onClose, title, text, verb, onConfirm, danger = false }: ConfirmationProps) {
  const { cancel } = useWords(commonWords);
  function confirm(): void {
    onClose();
    onConfirm();
  }
  return (
    <Dialog
      asks
      open={open}
      onClose={onClose}
      title={title}
      lead={text}
      actions={
        <>
          <Button variant="outline" onClick={onClose} autoFocus>
            {cancel}
          </Button>
          <Button variant={danger ? "danger" : "primary"} onClick={confirm}>
            {verb}
          </Button>
        </>
      }
    />
  );
}
