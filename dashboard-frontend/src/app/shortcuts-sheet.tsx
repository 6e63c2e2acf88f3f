import { Dialog } from "@/components/ui/dialog";
import { Keys } from "@/components/ui/keys";
import { Switch } from "@/components/ui/switch";
import { type Action, switchSingleKeys, useActions, useSingleKeys } from "@/lib/shortcuts/actions";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";

interface ShortcutsSheetProps {
  open: boolean;
  onClose: () => void;
}

/** All keys that do something right now. */
export function ShortcutsSheet({ open, onClose }: ShortcutsSheetProps) {
  const { rail, keys: words } = useWords(commonWords);
  const actions = withKeys(useActions());
  const groups = [...new Set(actions.map(({ group }) => group))];
  const single = useSingleKeys();
  return (
    <Dialog open={open} onClose={onClose} title={rail.shortcuts} lead={words.lead} wide>
      <div className="gap-x-8 md:columns-2">
        {groups.map((group) => (
          <section key={group} aria-label={group} className="break-inside-avoid pb-6">
            <h3 className="mb-2 font-medium text-12 text-muted">{group}</h3>
            <dl>
              {actions
                .filter((action) => action.group === group)
                .map((action) => (
                  <div key={action.keys} className="flex min-h-8 items-center justify-between gap-4">
                    <dt className="text-14">{action.label}</dt>
                    <dd>
                      <Keys keys={action.keys} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="border-line border-t pt-4">
        <Switch label={words.single} hint={words.singleHint} checked={single} onChange={switchSingleKeys} />
      </div>
    </Dialog>
  );
}

/** Where two have the same keys, the later one is the one that works. */
function withKeys(actions: readonly Action[]): (Action & { keys: string })[] {
  const byKeys = new Map<string, Action & { keys: string }>();
  for (const action of actions)
    if (action.keys !== undefined) byKeys.set(action.keys, { ...action, keys: action.keys });
  return [...byKeys.values()];
}
