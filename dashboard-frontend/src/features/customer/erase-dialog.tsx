import { eraseCustomer } from "@stonechat/openapi/sdk";
import type { Customer } from "@stonechat/openapi/types";
import { type FormEvent, useId, useState } from "react";
import { useWrite } from "@/api/use-write";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { useWords } from "@/lib/words";
import { useLive } from "@/realtime/live-context";
import { commonWords } from "@/words/common";
import { customerWords } from "@/words/customer";
import { displayName } from "@/words/names";

interface EraseDialogProps {
  customer: Customer;
  open: boolean;
  onClose: () => void;
}

/** It can't be taken back, so the name has to be typed. It may take a while, so nobody has to wait for it here. */
export function EraseDialog({ customer, open, onClose }: EraseDialogProps) {
  const words = useWords(customerWords);
  const { cancel } = useWords(commonWords);
  const live = useLive();
  const form = useId();
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);
  // The row may lose its name while this is open.
  const [name] = useState(() => displayName(customer));
  const write = useWrite({
    write: async (id: string) => (await eraseCustomer({ path: { customer_id: id }, throwOnError: true })).data,
    keep: (_, row) => live.learn({ customers: [row] }),
    said: () => ({ text: words.eraseDone }),
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    const isRight = same(typed, name);
    setWrong(!isRight);
    if (!isRight) return;
    close();
    void write.run(customer.id);
  }

  function close(): void {
    setTyped("");
    setWrong(false);
    onClose();
  }

  return (
    <Dialog
      asks
      open={open}
      onClose={close}
      title={words.eraseTitle(name)}
      lead={words.eraseText}
      actions={
        <>
          <Button variant="outline" onClick={close}>
            {cancel}
          </Button>
          <Button type="submit" form={form} variant="danger" aria-disabled={!same(typed, name)}>
            {words.eraseVerb}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate>
        <Field
          label={words.eraseConfirm(name)}
          error={wrong ? words.eraseWrong : null}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setWrong(false);
            setTyped(event.target.value);
          }}
        />
      </form>
    </Dialog>
  );
}

function same(typed: string, name: string): boolean {
  return plain(typed) === plain(name);
}

function plain(text: string): string {
  return text.normalize("NFKC").trim().replace(/\s+/g, " ").toLocaleLowerCase();
}
