import { changeSite } from "@stonechat/openapi/sdk";
import type { ChangeSite, Site } from "@stonechat/openapi/types";
import { useState } from "react";
import { keepSite } from "@/api/answers";
import { siteList } from "@/api/queries";
import { hasCode } from "@/api/sentences";
import { useWrite } from "@/api/use-write";
import { isMistyped, type Mistyped } from "@/components/ui/number-field";
import { type Edits, useEdits } from "@/lib/use-edits";
import { useWords } from "@/lib/words";
import { siteWords } from "@/words/site";

/** What of a site can be set by itself; `archived` is an act of its own. */
export type SiteSettings = Omit<ChangeSite, "version" | "archived">;

type Settable = Pick<Site, keyof SiteSettings & keyof Site>;

/** The same while they are edited. */
type Edited<Key extends keyof Settable> = {
  [Each in Key]: number extends Settable[Each] ? Settable[Each] | Mistyped : Settable[Each];
};

/**
 * Part of a site's settings on a page: edited, then saved together. Only what was changed is sent, based on the newest
 * version that is known; what another admin changed of the same is shown before it is written over.
 */
export function useSiteEdits<Key extends keyof Settable>(site: Site, part: string, keys: readonly Key[]) {
  const words = useWords(siteWords);
  const [tried, setTried] = useState(false);
  const edits: Edits<Edited<Key>> = useEdits(`${site.id}.${part}`, pick<Edited<Key>, Key>(site, keys));
  const change = useWrite({
    write: async (body: ChangeSite) =>
      (await changeSite({ path: { site_id: site.id }, body, throwOnError: true })).data,
    keep: keepSite,
    said: () => ({ text: words.saved }),
    inOrder: `site ${site.id}`,
    inForm: true,
    refused: (cache, error) => {
      if (hasCode(error, "version_conflict")) void cache.invalidateQueries({ queryKey: siteList().queryKey });
    },
  });

  async function save(checked: Partial<SiteSettings> = {}): Promise<void> {
    if (change.pending || !edits.dirty) return;
    setTried(true);
    if (!isSound(edits.changes)) return;
    const sent = { ...edits.changes, ...checked };
    const answer = await change.run({ ...sent, version: site.version });
    if (answer) edits.settle(sent, pick<Edited<Key>, Key>(answer, keys));
  }

  function set(part: Partial<Edited<Key>>): void {
    change.clear();
    setTried(false);
    edits.set(part);
  }

  function discard(): void {
    change.clear();
    setTried(false);
    edits.forget();
  }

  return {
    value: edits.value,
    changes: edits.changes,
    set,
    save,
    fields: change.fields,
    bar: {
      dirty: edits.dirty,
      pending: change.pending,
      problem: tried && !isSound(edits.changes) ? words.numberWrong : change.problem,
      writesOver: edits.overwrites.length > 0,
      onSave: () => void save(),
      onDiscard: discard,
    },
  };
}

/** Whether all of it can be sent. */
function isSound(changes: object): changes is Partial<SiteSettings> {
  return !Object.values(changes).some(isMistyped);
}

function pick<Whole, Key extends keyof Whole>(whole: Whole, keys: readonly Key[]): Pick<Whole, Key> {
  return Object.fromEntries(keys.map((key) => [key, whole[key]])) as unknown as Pick<Whole, Key>;
}
