import type { Site } from "@stonechat/openapi/types";
import { useState } from "react";
import { useConfig } from "@/api/config-context";
import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";
import { Section } from "@/components/ui/page-header";
import { storage } from "@/lib/storage";
import { useWords } from "@/lib/words";
import { siteEmbeddingWords } from "@/words/site-embedding";

const KEPT = "stonechat.widget_address";

/** The tag of a site. Where the widget's files are is said by deployment, or once by whoever knows. */
export function Snippet({ site }: { site: Site }) {
  const words = useWords(siteEmbeddingWords);
  const { widget } = useConfig();
  const [typed, setTyped] = useState(() => storage.get(KEPT) ?? "");
  const address = originOf(widget ?? typed);

  function type(text: string): void {
    setTyped(text);
    const origin = originOf(text);
    if (origin !== null) storage.set(KEPT, origin);
  }

  return (
    <Section title={words.snippet} lead={words.snippetLead}>
      {widget === null && (
        <div className="mb-4 max-w-100">
          <Field
            label={words.widgetAddress}
            hint={words.widgetAddressHint}
            type="url"
            placeholder="https://widget.example.com"
            value={typed}
            onChange={(event) => type(event.target.value)}
            error={typed.trim() !== "" && address === null ? words.widgetAddressWrong : undefined}
          />
        </div>
      )}
      {address === null ? (
        <p className="text-13 text-muted">{words.needsAddress}</p>
      ) : (
        <>
          <section
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
            tabIndex={0}
            aria-label={words.code}
            className="mb-3 max-h-60 overflow-auto rounded-card border border-line bg-canvas p-4"
          >
            <pre dir="ltr" className="whitespace-pre-wrap break-all font-mono text-13">
              {tagOf(site, address)}
            </pre>
          </section>
          <CopyButton text={tagOf(site, address)} label={words.copy} variant="primary" />
        </>
      )}
    </Section>
  );
}

/** Color and position go along: the site's own are known only once the panel is loaded. */
export function tagOf(site: Pick<Site, "id" | "color" | "position">, address: string): string {
  const position = site.position === "right" ? "" : ` data-position="${site.position}"`;
  return `<script async src="${address}/widget.js" data-site="${site.id}" data-color="${site.color}"${position}></script>`;
}

function originOf(text: string): string | null {
  if (!URL.canParse(text.trim())) return null;
  const url = new URL(text.trim());
  if (!/^https?:$/.test(url.protocol) || url.search !== "" || url.hash !== "" || url.pathname !== "/") return null;
  return url.origin;
}
