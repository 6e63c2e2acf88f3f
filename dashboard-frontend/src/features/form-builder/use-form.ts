import { setForm } from "@stonechat/openapi/sdk";
import type { SetForm, Site, SiteForm } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { hasCode } from "@/api/sentences";
import { siteForm } from "@/api/settings-queries";
import { useWrite } from "@/api/use-write";
import { useEdits } from "@/lib/use-edits";
import { useWords } from "@/lib/words";
import { siteWords } from "@/words/site";
import { type Question, questionOf } from "./questions";

/** The form as it is stored. It is no live row: a newer version of its site says that it may be another one now. */
export function useStoredForm(site: Site) {
  const query = useQuery(siteForm(site.id));
  const { data, isFetching, refetch } = query;
  const behind = data !== undefined && data.version < site.version && !isFetching;
  useEffect(() => {
    if (behind) void refetch();
  }, [behind, refetch]);
  return query;
}

/** The questions as they are edited, saved as one. */
export function useFormEdits(site: Site, form: SiteForm) {
  const words = useWords(siteWords);
  const saved = useMemo(() => questionsOf(form), [form]);
  const edits = useEdits(`${site.id}.form`, saved);
  const { questions } = edits.value;
  const { queryKey } = siteForm(site.id);
  const write = useWrite({
    write: async (body: SetForm) => (await setForm({ path: { site_id: site.id }, body, throwOnError: true })).data,
    keep: (cache, answer) => cache.setQueryData(queryKey, answer),
    said: () => ({ text: words.saved }),
    inOrder: `site ${site.id}`,
    inForm: true,
    refused: (cache, error) => {
      if (hasCode(error, "version_conflict")) void cache.invalidateQueries({ queryKey });
    },
  });

  async function save(): Promise<void> {
    if (write.pending) return;
    const answer = await write.run({ fields: questions, version: form.version });
    if (answer) edits.settle({ questions }, questionsOf(answer));
  }

  function set(next: readonly Question[]): void {
    write.clear();
    edits.set({ questions: [...next] });
  }

  function discard(): void {
    write.clear();
    edits.forget();
  }

  return { questions, set, save, discard, edits, write };
}

function questionsOf({ fields }: SiteForm): { questions: Question[] } {
  return { questions: fields.map(questionOf) };
}
