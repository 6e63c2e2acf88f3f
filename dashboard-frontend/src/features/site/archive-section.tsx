import { changeSite } from "@stonechat/openapi/sdk";
import type { Site } from "@stonechat/openapi/types";
import { useState } from "react";
import { keepSite } from "@/api/answers";
import { useWrite } from "@/api/use-write";
import { Button } from "@/components/ui/button";
import { Confirmation } from "@/components/ui/confirmation";
import { Section } from "@/components/ui/page-header";
import { useWords } from "@/lib/words";
import { siteLookWords } from "@/words/site-look";

export function ArchiveSection({ site }: { site: Site }) {
  const words = useWords(siteLookWords);
  const [asking, setAsking] = useState(false);
  const change = useWrite({
    write: async (archived: boolean) => {
      const body = { archived, version: site.version };
      return (await changeSite({ path: { site_id: site.id }, body, throwOnError: true })).data;
    },
    keep: keepSite,
    said: ({ name }, archived) => ({ text: archived ? words.archived(name) : words.restored(name) }),
    inOrder: `site ${site.id}`,
  });
  if (site.archived_at !== null) {
    return (
      <Section title={words.restore} lead={words.restoreLead}>
        <Button variant="outline" aria-disabled={change.pending} onClick={() => void change.run(false)}>
          {words.restore}
        </Button>
      </Section>
    );
  }
  return (
    <Section title={words.archive} lead={words.archiveLead}>
      <Button variant="outline" aria-disabled={change.pending} onClick={() => setAsking(true)}>
        {words.archive}
      </Button>
      <Confirmation
        danger
        open={asking}
        onClose={() => setAsking(false)}
        title={words.archiveTitle(site.name)}
        text={words.archiveText}
        verb={words.archive}
        onConfirm={() => void change.run(true)}
      />
    </Section>
  );
}
