import type { WidgetConfig } from "@stonechat/openapi/types";
import type { ReactNode } from "react";
import { backAgain, isAway } from "../text/away";
import { exactTimeOf } from "../text/dates";
import { words } from "../text/words";

/** What the owner says while nobody is there, and when somebody will be. */
export function AwayNotice({ config }: { config: WidgetConfig }): ReactNode {
  const { away_text, opens_at } = config;
  const now = new Date();
  if (!isAway(config, now)) return null;
  return (
    <div className="away">
      {away_text && <p dir="auto">{away_text}</p>}
      {opens_at === null ? (
        !away_text && <p>{words.away}</p>
      ) : (
        <p>
          <time dateTime={opens_at} title={exactTimeOf(opens_at)}>
            {backAgain(config, now)}
          </time>
        </p>
      )}
      <p>{words.leaveHere}</p>
    </div>
  );
}
