import { Inbox } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useLocation, useRoute } from "wouter";
import { useMe, useSession } from "@/api/session-context";
import { Rail, RailLink } from "@/components/rail";
import { useAction } from "@/lib/shortcuts/actions";
import { storage } from "@/lib/storage";
import { useToast } from "@/lib/toasts";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";
import { PageBoundary } from "./page-boundary";
import { WAS_HERE } from "./was-here";

const ShortcutsSheet = lazy(async () => ({ default: (await import("./shortcuts-sheet")).ShortcutsSheet }));

/** The rail beside a page, and the keys that work everywhere. */
export function Shell({ children }: { children: ReactNode }) {
  const { rail } = useWords(commonWords);
  const me = useMe();
  const signOut = useSignOut();
  const [inConversation] = useRoute("/inbox/:id");
  const sheet = useShortcutsSheet();
  return (
    <div className="flex h-dvh flex-col overflow-hidden md:flex-row">
      <Rail me={me} onSignOut={signOut} onShortcuts={sheet.open} hiddenWhenNarrow={inConversation}>
        <RailLink href="/inbox" pattern="/inbox/:id?" icon={<Inbox aria-hidden />}>
          {rail.inbox}
        </RailLink>
      </Rail>
      {children}
      {sheet.element}
    </div>
  );
}

function useSignOut(): () => void {
  const { rail } = useWords(commonWords);
  const session = useSession();
  const say = useToast();
  async function signOut(): Promise<void> {
    try {
      await session.signOut();
      storage.remove(WAS_HERE);
    } catch {
      say({ text: rail.stillSignedIn, tone: "trouble" });
    }
  }
  return () => void signOut();
}

/** The sheet is loaded when it is asked for, and stays then, so that closing it gives the focus back. */
function useShortcutsSheet(): { open: () => void; element: ReactNode } {
  const { rail, keys } = useWords(commonWords);
  const [, navigate] = useLocation();
  const [asked, setAsked] = useState(false);
  const [shown, setShown] = useState(false);
  function open(): void {
    setAsked(true);
    setShown(true);
  }
  useAction({ label: rail.shortcuts, group: keys.everywhere, keys: "?", run: open });
  useAction({ label: keys.goToInbox, group: keys.everywhere, keys: "g i", run: () => navigate("/inbox") });
  const element = asked && (
    <PageBoundary>
      <Suspense>
        <ShortcutsSheet open={shown} onClose={() => setShown(false)} />
      </Suspense>
    </PageBoundary>
  );
  return { open, element };
}
