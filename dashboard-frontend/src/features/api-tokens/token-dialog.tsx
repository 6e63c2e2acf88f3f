import { uuidv7 } from "@stonechat/openapi/client";
import { makeApiToken } from "@stonechat/openapi/sdk";
import type { MadeApiToken, MakeApiToken } from "@stonechat/openapi/types";
import { type FormEvent, useState } from "react";
import { hasCode } from "@/api/sentences";
import { apiTokenList } from "@/api/settings-queries";
import { useWrite } from "@/api/use-write";
import { FormEnd } from "@/components/form-end";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field, FormGroup, SelectField } from "@/components/ui/field";
import { useWords } from "@/lib/words";
import { apiTokensWords } from "@/words/api-tokens";

interface TokenDialogProps {
  open: boolean;
  onClose: () => void;
  onMade: (token: MadeApiToken) => void;
}

type Scope = MakeApiToken["scopes"][number];
type Lasts = "30" | "90" | "365" | "0";

const SCOPES: readonly Scope[] = [
  "conversations:read",
  "conversations:write",
  "customers:read",
  "customers:write",
  "changes:read",
  "settings:read",
];
const DAY_MS = 86_400_000;

export function TokenDialog({ open, onClose, onMade }: TokenDialogProps) {
  const words = useWords(apiTokensWords);
  return (
    <Dialog open={open} onClose={onClose} title={words.makeTitle}>
      <TokenForm onClose={onClose} onMade={onMade} />
    </Dialog>
  );
}

function TokenForm({ onClose, onMade }: Omit<TokenDialogProps, "open">) {
  const words = useWords(apiTokensWords);
  const [id, setId] = useState(uuidv7);
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly Scope[]>([]);
  const [lasts, setLasts] = useState<Lasts>("90");
  const [tried, setTried] = useState(false);
  const make = useWrite({
    write: async (body: MakeApiToken) => (await makeApiToken({ body, throwOnError: true })).data,
    keep: (cache) => void cache.invalidateQueries({ queryKey: apiTokenList().queryKey }),
    refused: (cache, error) => {
      // Its secret was lost on the way: it stands in the list now, and the next one is another.
      if (!hasCode(error, "already_made")) return;
      setId(uuidv7());
      void cache.invalidateQueries({ queryKey: apiTokenList().queryKey });
    },
    inForm: true,
  });
  const wrong = {
    name: name.trim() === "" ? words.nameMissing : null,
    scopes: scopes.length === 0 ? words.scopesMissing : null,
  };

  function choose(scope: Scope, chosen: boolean): void {
    setScopes(SCOPES.filter((other) => (other === scope ? chosen : scopes.includes(other))));
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (wrong.name !== null || wrong.scopes !== null || make.pending) return;
    const expires_at = lasts === "0" ? null : new Date(Date.now() + Number(lasts) * DAY_MS).toISOString();
    const made = await make.run({ id, name: name.trim(), scopes: [...scopes], expires_at });
    if (!made) return;
    onClose();
    onMade(made);
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-5">
      <Field
        label={words.name}
        hint={words.nameHint}
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.target.value)}
        error={(tried && wrong.name) || make.fields["/name"]}
      />
      <FormGroup label={words.scopes} error={(tried && wrong.scopes) || make.fields["/scopes"]}>
        {SCOPES.map((scope) => (
          <Checkbox
            key={scope}
            label={words.scope[scope]}
            checked={scopes.includes(scope)}
            onChange={(chosen) => choose(scope, chosen)}
          />
        ))}
      </FormGroup>
      <SelectField
        label={words.lasts}
        value={lasts}
        onChange={setLasts}
        options={(["30", "90", "365", "0"] as const).map((value) => ({ value, label: words.days[value] }))}
        error={make.fields["/expires_at"]}
      />
      <FormEnd problem={make.problem} pending={make.pending} verb={words.make} onCancel={onClose} />
    </form>
  );
}
