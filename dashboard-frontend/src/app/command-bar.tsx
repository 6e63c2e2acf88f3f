import { useMe } from "@/api/session-context";
import { VIEWS } from "@/api/views";
import { CommandBar as Bar } from "@/features/commands/command-bar";
import type { Place } from "@/features/commands/commands";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";
import { inboxWords } from "@/words/inbox";
import { settingsWords } from "@/words/settings";
import { settingsPlaces } from "./settings-places";

interface CommandBarProps {
  open: boolean;
  onClose: () => void;
}

/** The command bar with all places of the product. */
export function CommandBar(props: CommandBarProps) {
  const { rail } = useWords(commonWords);
  const inbox = useWords(inboxWords);
  const settings = useWords(settingsWords);
  const me = useMe();
  const within = (whole: string, part: string): string => `${whole}: ${part}`;
  const places: Place[] = [
    ...VIEWS.map((view) => ({
      href: view === "mine" ? "/inbox" : `/inbox?view=${view}`,
      label: within(rail.inbox, inbox.view[view]),
    })),
    { href: "/customers", label: rail.customers },
    ...settingsPlaces(me.role).map(({ path, name }) => ({ href: path, label: within(rail.settings, settings[name]) })),
  ];
  return <Bar {...props} places={places} />;
}
