import { Copy, Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Confirmation } from "@/components/ui/confirmation";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useToast } from "@/lib/toasts";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";
import { conversationWords } from "@/words/conversation";
import { revisionWords } from "@/words/conversation-revisions";
import { EditField } from "./later-edit-field";
import type { MessageActionsProps } from "./message-actions";
import { mayRevise } from "./revision-window";
import { useDeleteMessage } from "./use-revisions";

/** Everybody's words can be copied; one's own can be changed for a while. */
export function MessageMenu({ entry, own, onEdit, onDelete }: Omit<MessageActionsProps, "takesFocus">) {
  const words = useWords(revisionWords);
  const { messageActions } = useWords(conversationWords);
  const { copied, notCopied } = useWords(commonWords);
  const say = useToast();
  const remove = useDeleteMessage();
  const [asking, setAsking] = useState(false);
  const revisable = own && mayRevise(entry);
  useEffect(() => {
    if (revisable) EditField.load();
  }, [revisable]);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(entry.text);
      say({ text: copied });
    } catch {
      say({ text: notCopied, tone: "trouble" });
    }
  }

  function confirm(): void {
    onDelete();
    void remove.run({ id: entry.id });
  }

  return (
    <>
      <Menu
        defaultOpen
        align={own ? "end" : "start"}
        trigger={
          <Button variant="quiet" size="icon" className="size-7 text-inherit" aria-label={messageActions}>
            <Ellipsis aria-hidden />
          </Button>
        }
      >
        <MenuItem onSelect={() => void copy()}>
          <Copy aria-hidden />
          {words.copyText}
        </MenuItem>
        {revisable && (
          <MenuItem onSelect={onEdit}>
            <Pencil aria-hidden />
            {words.edit}
          </MenuItem>
        )}
        {revisable && (
          <MenuItem onSelect={() => setAsking(true)}>
            <Trash2 aria-hidden />
            {words.delete}
          </MenuItem>
        )}
      </Menu>
      <Confirmation
        danger
        open={asking}
        onClose={() => setAsking(false)}
        title={entry.kind === "note" ? words.deleteNote : words.deleteMessage}
        text={entry.kind === "note" ? words.deleteNoteText : words.deleteMessageText}
        verb={words.delete}
        onConfirm={confirm}
      />
    </>
  );
}
