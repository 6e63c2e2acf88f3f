import type { Site } from "@stonechat/openapi/types";
import { MessageCircle, SendHorizontal, X } from "lucide-react";
import { useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { SelectField } from "@/components/ui/field";
import { cn } from "@/lib/cn";
import { textOn } from "@/lib/contrast";
import { useWords } from "@/lib/words";
import { siteLookWords } from "@/words/site-look";
import { languageName } from "./languages-section";

type WidgetPreviewProps = Pick<Site, "name" | "color" | "position" | "greeting" | "texts"> & { awayText: string };

/** A picture of the chat as customers see it: nothing in it does anything. */
export function WidgetPreview({ name, color, position, greeting, awayText, texts }: WidgetPreviewProps) {
  const words = useWords(siteLookWords);
  const [shown, setShown] = useState<"open" | "away">("open");
  const [language, setLanguage] = useState("");
  const said = texts[language];
  const hello = said?.greeting ?? greeting;
  const away = (said?.away_text ?? awayText) || words.previewAwayDefault;
  const paint = { backgroundColor: color, color: textOn(color) };
  return (
    <section aria-label={words.preview} className="flex flex-col gap-3">
      <h2 className="font-semibold text-16">{words.preview}</h2>
      <p className="text-13 text-muted">{words.previewHint}</p>
      <div className="flex gap-2">
        <div className="grow basis-0">
          <SelectField
            label={words.previewWhen}
            value={shown}
            onChange={setShown}
            options={[
              { value: "open", label: words.previewOpen },
              { value: "away", label: words.previewAway },
            ]}
          />
        </div>
        {Object.keys(texts).length > 0 && (
          <div className="grow basis-0">
            <SelectField
              label={words.previewLanguage}
              value={said ? language : ""}
              onChange={setLanguage}
              options={[
                { value: "", label: words.previewOwn },
                ...Object.keys(texts).map((tag) => ({ value: tag, label: languageName(tag) })),
              ]}
            />
          </div>
        )}
      </div>
      <div
        role="img"
        aria-label={shown === "away" ? `${name}. ${hello} ${away}` : `${name}. ${hello}`}
        className={cn(
          "flex flex-col gap-3 overflow-hidden rounded-card bg-canvas p-4",
          position === "left" ? "items-start" : "items-end",
        )}
      >
        <div className="flex w-full flex-col overflow-hidden rounded-panel border border-line bg-surface shadow-large">
          <div className="flex items-center gap-3 border-line border-b px-4 py-3">
            <Avatar name={name} size="small" />
            <span className="min-w-0 grow">
              <span className="block truncate font-semibold text-14">{name}</span>
              <span className="block truncate text-12 text-muted">{shown === "away" ? away : words.previewHere}</span>
            </span>
            <X aria-hidden className="size-4 text-muted" />
          </div>
          <div className="flex min-h-52 flex-col gap-2 px-4 py-4">
            {hello !== "" && (
              <span className="max-w-[85%] self-start whitespace-pre-wrap break-words rounded-bubble border border-line bg-raised px-4 py-2 text-14">
                {hello}
              </span>
            )}
            {shown === "away" && (
              <span className="self-center text-balance text-center text-12 text-muted">{away}</span>
            )}
            <span style={paint} className="max-w-[85%] self-end rounded-bubble px-4 py-2 text-14">
              {words.previewReply}
            </span>
          </div>
          <div className="m-3 flex items-center justify-between rounded-card border border-line px-3 py-2 text-13 text-muted">
            {words.previewWrite}
            <span style={paint} className="inline-flex size-8 items-center justify-center rounded-full">
              <SendHorizontal aria-hidden className="size-4" />
            </span>
          </div>
        </div>
        <span style={paint} className="inline-flex size-14 items-center justify-center rounded-full shadow-small">
          <MessageCircle aria-hidden className="size-6" />
        </span>
      </div>
    </section>
  );
}
