import { blockCustomer, exportCustomer, unblockCustomer } from "@stonechat/openapi/sdk";
import type { Customer } from "@stonechat/openapi/types";
import { Ban, Download, Eraser } from "lucide-react";
import { useState } from "react";
import { useMe } from "@/api/session-context";
import { useWrite } from "@/api/use-write";
import { Button } from "@/components/ui/button";
import { Confirmation } from "@/components/ui/confirmation";
import { saveFile } from "@/lib/save-file";
import { useWords } from "@/lib/words";
import { useLive } from "@/realtime/live-context";
import { customerWords } from "@/words/customer";
import { displayName } from "@/words/names";
import { EraseDialog } from "./erase-dialog";
import { Part } from "./facts";

/** Whom the team does not want to hear from, and what the law lets people ask for. */
export function PrivacyPart({ customer }: { customer: Customer }) {
  const words = useWords(customerWords);
  const me = useMe();
  return (
    <Part title={words.privacy}>
      <div className="flex flex-wrap gap-2">
        <BlockButton customer={customer} />
        {me.role === "admin" && <ExportButton customer={customer} />}
        {me.role === "admin" && <EraseButton customer={customer} />}
      </div>
    </Part>
  );
}

function BlockButton({ customer }: { customer: Customer }) {
  const words = useWords(customerWords);
  const live = useLive();
  const [asking, setAsking] = useState(false);
  const name = displayName(customer);
  const blocked = customer.blocked_at !== null;
  const path = { customer_id: customer.id };
  const write = useWrite({
    write: async (block: boolean) =>
      (await (block ? blockCustomer : unblockCustomer)({ path, throwOnError: true })).data,
    keep: (_, row) => live.learn({ customers: [row] }),
    said: (_, block) => ({ text: block ? words.blockDone(name) : words.unblockDone(name) }),
    inOrder: `customer ${customer.id}`,
  });
  return (
    <>
      <Button variant="outline" size="small" aria-disabled={write.pending} onClick={() => setAsking(true)}>
        <Ban aria-hidden />
        {blocked ? words.unblock : words.block}
      </Button>
      <Confirmation
        open={asking}
        onClose={() => setAsking(false)}
        title={blocked ? words.unblockTitle(name) : words.blockTitle(name)}
        text={blocked ? words.unblockText : words.blockText}
        verb={blocked ? words.unblock : words.block}
        danger={!blocked}
        onConfirm={() => void write.run(!blocked)}
      />
    </>
  );
}

function ExportButton({ customer }: { customer: Customer }) {
  const words = useWords(customerWords);
  const write = useWrite({
    write: async (id: string) =>
      (await exportCustomer({ path: { customer_id: id }, parseAs: "text", throwOnError: true })).data,
    keep: (_, answer, id) => saveFile(`customer-${id}.json`, "application/json", answer as unknown as string),
    said: () => ({ text: words.exported }),
  });
  return (
    <Button
      variant="outline"
      size="small"
      aria-disabled={write.pending}
      onClick={() => !write.pending && void write.run(customer.id)}
    >
      <Download aria-hidden />
      {write.pending ? words.exporting : words.export}
    </Button>
  );
}

function EraseButton({ customer }: { customer: Customer }) {
  const words = useWords(customerWords);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="outline" size="small" onClick={() => setAsking(true)} className="text-red">
        <Eraser aria-hidden />
        {words.erase}
      </Button>
      <EraseDialog customer={customer} open={asking} onClose={() => setAsking(false)} />
    </>
  );
}
