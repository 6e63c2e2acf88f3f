import { setForm } from "@stonechat/openapi/sdk";
import type { Site, SiteForm } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { hasCode } from "@/api/sentences";
import { siteForm } from "@/api/settings-queries";
import { useWrite } from "@/api/use-write";
import { useEdits } from "@/lib/use-edits";
import { useWords } from "@/lib/words";
import { siteWords } from "@/words/site";
import type { Question } from "./questions";
import { fieldsOf, type Ids, idsOf, questionsOf } from "./stored-form";

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
  // Those of the form as it was last saved here. They change together with it, so they cause no rendering themselves.
  const ids = useRef<Ids>(new Map());
  const saved = useMemo(() => ({ questions: questionsOf(form.fields, ids.current) }), [form]);
  const edits = useEdits(`${site.id}.questions`, saved);
  const { questions } = edits.value;
  const { queryKey } = siteForm(site.id);
  const write = useWrite({
    write: async (sent: readonly Question[]) => {
      const body = { fields: fieldsOf(sent), version: form.version };
      return (await setForm({ path: { site_id: site.id }, body, throwOnError: true })).data;
    },
    keep: (cache, answer, sent) => {
      ids.current = idsOf(sent);
      cache.setQueryData(queryKey, answer);
    },
    said: () => ({ text: words.saved }),
    inOrder: `site ${site.id}`,
    inForm: true,
    refused: (cache, error) => {
      if (hasCode(error, "version_conflict")) void cache.invalidateQueries({ queryKey });
    },
  });

  async function save(): Promise<void> {
    if (write.pending) return;
    const answer = await write.run(questions);
    if (answer) edits.settle({ questions }, { questions: questionsOf(answer.fields, ids.current) });
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
