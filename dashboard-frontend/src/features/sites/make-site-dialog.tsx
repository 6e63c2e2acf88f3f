import { makeSite } from "@stonechat/openapi/sdk";
import type { MakeSite } from "@stonechat/openapi/types";
import { type FormEvent, useState } from "react";
import { useLocation } from "wouter";
import { keepSite } from "@/api/answers";
import { useMaking } from "@/api/use-making";
import { useWrite } from "@/api/use-write";
import { FormEnd } from "@/components/form-end";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { useWords } from "@/lib/words";
import { siteWords } from "@/words/site";

export function MakeSiteDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const words = useWords(siteWords);
  return (
    <Dialog open={open} onClose={onClose} title={words.makeTitle} lead={words.makeLead}>
      <MakeSiteForm onClose={onClose} />
    </Dialog>
  );
}

interface Typed {
  id: string;
  name: string;
  address: string;
}

function MakeSiteForm({ onClose }: { onClose: () => void }) {
  const words = useWords(siteWords);
  const [, navigate] = useLocation();
  const [tried, setTried] = useState(false);
  const make = useWrite({
    write: async (body: MakeSite) => (await makeSite({ body, throwOnError: true })).data,
    keep: keepSite,
    inForm: true,
  });
  const { body: typed, change: type } = useMaking<Typed>({ name: "", address: "" }, make.clear);
  const missing = typed.name.trim() === "";

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (missing || make.pending) return;
    const address = typed.address.trim();
    const allowed_origins = address === "" ? [] : [address];
    const time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const site = await make.run({ id: typed.id, name: typed.name.trim(), allowed_origins, time_zone });
    if (!site) return;
    onClose();
    navigate(`/settings/sites/${site.id}/embedding`);
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-5">
      <Field
        label={words.name}
        hint={words.nameHint}
        value={typed.name}
        maxLength={80}
        onChange={(event) => type({ name: event.target.value })}
        error={tried && missing ? words.nameMissing : make.fields["/name"]}
      />
      <Field
        label={words.address}
        hint={words.addressHint}
        type="url"
        placeholder="https://shop.example"
        value={typed.address}
        onChange={(event) => type({ address: event.target.value })}
        error={make.fields["/allowed_origins/0"] ?? make.fields["/time_zone"]}
      />
      <FormEnd problem={make.problem} pending={make.pending} verb={words.make} onCancel={onClose} />
    </form>
  );
}
