import { setAvailability as sendAvailability } from "@stonechat/openapi/sdk";
import type { AgentPage } from "@stonechat/openapi/types";
import { Command, Contact, Inbox, Settings } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useLocation, useRoute } from "wouter";
import { keepAgent } from "@/api/answers";
import { faceAddress } from "@/api/faces";
import { agentList } from "@/api/queries";
import { useMe, useSession } from "@/api/session-context";
import { showAhead, useWrite } from "@/api/use-write";
import { PartBoundary } from "@/components/part-boundary";
import { type Availability, Rail, RailButton, RailLink } from "@/components/rail";
import { useAction } from "@/lib/shortcuts/actions";
import { keysOf } from "@/lib/shortcuts/keys";
import { storage } from "@/lib/storage";
import { useToast } from "@/lib/toasts";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";
import { WAS_HERE } from "./was-here";

/** Where what would lie over the page is told to be gone. */
const OVER_THE_PAGE =
  "fixed inset-x-3 top-3 z-50 mx-auto w-fit max-w-90 rounded-card border border-line bg-raised shadow-large";

const CommandBar = lazy(async () => ({ default: (await import("./command-bar")).CommandBar }));
const ShortcutsSheet = lazy(async () => ({ default: (await import("./shortcuts-sheet")).ShortcutsSheet }));

/** The rail beside a page, and the keys that work everywhere. */
export function Shell({ children }: { children: ReactNode }) {
  const { rail, keys } = useWords(commonWords);
  const me = useMe();
  const setAvailability = useSetAvailability(me.id);
  const signOut = useSignOut();
  const [inConversation] = useRoute("/inbox/:id");
  const sheet = useShortcutsSheet();
  const commands = useCommandBar();
  return (
    <div className="flex h-dvh flex-col overflow-hidden md:flex-row">
      <Rail
        me={{ name: me.name, email: me.email, face: faceAddress(me.face_id) }}
        availability={me.availability}
        onAvailability={setAvailability}
        onSignOut={signOut}
        onShortcuts={sheet.open}
        hiddenWhenNarrow={inConversation}
      >
        <RailLink href="/inbox" pattern="/inbox/:id?" icon={<Inbox aria-hidden />}>
          {rail.inbox}
        </RailLink>
        <RailLink href="/customers" pattern="/customers/:id?" icon={<Contact aria-hidden />}>
          {rail.customers}
        </RailLink>
        <RailLink href="/settings" pattern="/settings/*?" icon={<Settings aria-hidden />}>
          {rail.settings}
        </RailLink>
        <RailButton
          icon={<Command aria-hidden />}
          hint={`${keys.commands} (${keysOf(COMMAND_KEYS).join(" ")})`}
          onPress={commands.open}
        >
          {rail.commands}
        </RailButton>
      </Rail>
      {children}
      {sheet.element}
      {commands.element}
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

function useSetAvailability(myId: string): (availability: Availability) => void {
  const set = useWrite({
    write: async (availability: Availability) =>
      (await sendAvailability({ body: { availability }, throwOnError: true })).data,
    ahead: (cache, availability) =>
      showAhead<AgentPage>(cache, agentList().queryKey, (held) => ({
        ...held,
        items: held.items.map((agent) => (agent.id === myId ? { ...agent, availability } : agent)),
      })),
    keep: keepAgent,
    inOrder: "availability",
  });
  return (availability) => void set.run(availability);
}

const COMMAND_KEYS = "mod+k";

/** It opens wherever one is, and closes by the same keys. */
function useCommandBar(): { open: () => void; element: ReactNode } {
  const { keys } = useWords(commonWords);
  const [asked, setAsked] = useState(false);
  const [shown, setShown] = useState(false);
  function show(wanted: boolean): void {
    setAsked(true);
    setShown(wanted);
  }
  useAction({
    label: keys.commands,
    group: keys.everywhere,
    keys: COMMAND_KEYS,
    inFields: true,
    inDialogs: true,
    run: () => show(!shown),
  });
  const element = asked && (
    <PartBoundary className={OVER_THE_PAGE}>
      <Suspense>
        <CommandBar open={shown} onClose={() => setShown(false)} />
      </Suspense>
    </PartBoundary>
  );
  return { open: () => show(true), element };
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
  useAction({ label: keys.goToCustomers, group: keys.everywhere, keys: "g c", run: () => navigate("/customers") });
  useAction({ label: keys.goToSettings, group: keys.everywhere, keys: "g s", run: () => navigate("/settings") });
  const element = asked && (
    <PartBoundary className={OVER_THE_PAGE}>
      <Suspense>
        <ShortcutsSheet open={shown} onClose={() => setShown(false)} />
      </Suspense>
    </PartBoundary>
  );
  return { open, element };
}
