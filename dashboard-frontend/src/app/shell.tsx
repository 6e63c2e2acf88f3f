import { Inbox } from "lucide-react";
import type { ReactNode } from "react";
import { useMe, useSession } from "@/api/session-context";
import { Rail, RailLink } from "@/components/rail";
import { useToast } from "@/components/ui/toast";
import { storage } from "@/lib/storage";
import { WAS_HERE } from "./was-here";

interface ShellProps {
  children: ReactNode;
  /** The page needs the whole screen of a phone. */
  whole?: boolean;
}

/** The rail beside a page. */
export function Shell({ children, whole = false }: ShellProps) {
  const me = useMe();
  const session = useSession();
  const say = useToast();

  async function signOut(): Promise<void> {
    try {
      await session.signOut();
      storage.remove(WAS_HERE);
    } catch {
      say({ text: "We couldn't reach the server, so you're still signed in. Try again.", tone: "trouble" });
    }
  }

  return (
    <div className="flex h-dvh flex-col overflow-hidden md:flex-row">
      <Rail me={me} onSignOut={() => void signOut()} hiddenWhenNarrow={whole}>
        <RailLink href="/inbox" pattern="/inbox/:id?" icon={<Inbox aria-hidden />}>
          Inbox
        </RailLink>
      </Rail>
      {children}
    </div>
  );
}
