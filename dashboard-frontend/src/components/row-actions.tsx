import { Pencil, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Confirmation } from "@/components/ui/confirmation";
import { IconButton } from "@/components/ui/icon-button";

interface RowActionsProps {
  words: {
    edit: (name: string) => string;
    delete: (name: string) => string;
    deleteTitle: (name: string) => string;
  };
  name: string;
  /** What deleting it means. */
  deleteText: string;
  onDelete: () => void;
  /** The dialog in which it is edited. */
  dialog: (open: boolean, onClose: () => void) => ReactNode;
}

/** Edits one thing of a list, or deletes it after a question. */
export function RowActions({ words, name, deleteText, onDelete, dialog }: RowActionsProps) {
  const [shown, setShown] = useState<"editing" | "deleting" | null>(null);
  const close = () => setShown(null);
  return (
    <span className="flex shrink-0 pointer-coarse:gap-2">
      <IconButton label={words.edit(name)} onClick={() => setShown("editing")}>
        <Pencil aria-hidden />
      </IconButton>
      <IconButton label={words.delete(name)} onClick={() => setShown("deleting")}>
        <Trash2 aria-hidden />
      </IconButton>
      {dialog(shown === "editing", close)}
      <Confirmation
        danger
        open={shown === "deleting"}
        onClose={close}
        title={words.deleteTitle(name)}
        text={deleteText}
        verb={words.delete(name)}
        onConfirm={onDelete}
      />
    </span>
  );
}
