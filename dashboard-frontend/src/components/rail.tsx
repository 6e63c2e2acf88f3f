import { Keyboard, LogOut, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { Link, useRoute } from "wouter";
import { Mark } from "@/components/mark";
import { Avatar } from "@/components/ui/avatar";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine } from "@/components/ui/menu";
import { cn } from "@/lib/cn";
import { useNarrow } from "@/lib/use-media-query";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";

export type Availability = "online" | "away" | "offline";

const AVAILABILITIES: readonly Availability[] = ["online", "away", "offline"];

interface RailProps {
  me: { name: string; email: string | null; face: string | null };
  availability: Availability;
  onAvailability: (availability: Availability) => void;
  onSignOut: () => void;
  onShortcuts: () => void;
  children: ReactNode;
  /** On a phone an open conversation takes the whole screen. */
  hiddenWhenNarrow: boolean;
}

/** The places of the product, with words; oneself at the end. On phones it lies at the bottom. */
export function Rail({
  me,
  availability,
  onAvailability,
  onSignOut,
  onShortcuts,
  children,
  hiddenWhenNarrow,
}: RailProps) {
  const words = useWords(commonWords);
  const narrow = useNarrow();
  return (
    <nav
      aria-label={words.rail.label}
      className={cn(
        "order-last flex shrink-0 items-center justify-around border-line border-t bg-canvas pb-[env(safe-area-inset-bottom)] md:order-first md:w-24 md:flex-col md:justify-start md:gap-1 md:border-t-0 md:border-e md:py-3",
        hiddenWhenNarrow && "max-md:hidden",
      )}
    >
      <Mark className="mb-3 hidden size-8 md:block" />
      {children}
      <div className="md:mt-auto">
        <Menu
          side={narrow ? "top" : "right"}
          align="end"
          trigger={
            <button
              type="button"
              title={me.name}
              className="flex min-h-14 min-w-11 flex-col px-0.5 md:w-22 items-center justify-center gap-1 rounded-card md:min-h-11 md:min-w-11"
            >
              {/* Its word stands on one line with those of the places. */}
              <span className="max-md:-my-0.5 max-md:flex">
                <Avatar
                  name={me.name}
                  size={narrow ? "icon" : "small"}
                  ours
                  face={me.face}
                  online={availability === "online"}
                />
              </span>
              <span aria-hidden className="font-medium text-12 text-muted md:hidden">
                {words.you}
              </span>
              <span className="sr-only">{words.rail.account(me.name, words.rail[availability])}</span>
            </button>
          }
        >
          <MenuLabel>
            <p className="font-medium text-14">{me.name}</p>
            <p className="text-13 text-muted">{me.email}</p>
          </MenuLabel>
          <MenuLine />
          <MenuChoice
            value={availability}
            onChange={onAvailability}
            options={AVAILABILITIES.map((value) => ({ value, label: words.rail[value] }))}
          />
          <MenuLine />
          <MenuItem asChild>
            <Link href="/settings/profile">
              <UserRound aria-hidden />
              {words.rail.profile}
            </Link>
          </MenuItem>
          <MenuItem onSelect={onShortcuts}>
            <Keyboard aria-hidden />
            {words.rail.shortcuts}
          </MenuItem>
          <MenuItem onSelect={onSignOut}>
            <LogOut aria-hidden className="rtl:-scale-x-100" />
            {words.rail.signOut}
          </MenuItem>
        </Menu>
      </div>
    </nav>
  );
}

const ENTRY =
  "flex min-h-14 min-w-14 flex-col px-0.5 md:w-22 items-center justify-center gap-1 rounded-card font-medium text-12 text-muted transition-[background-color,color] duration-150 hover:text-text [&_svg]:size-5";

interface RailLinkProps {
  href: string;
  /** The paths at which one is there. */
  pattern: string;
  icon: ReactNode;
  children: string;
}

export function RailLink({ href, pattern, icon, children }: RailLinkProps) {
  const [here] = useRoute(pattern);
  return (
    <Link
      href={href}
      aria-current={here ? "page" : undefined}
      className={cn(ENTRY, here && "text-text md:bg-raised md:shadow-small")}
    >
      {icon}
      {children}
    </Link>
  );
}

interface RailButtonProps {
  icon: ReactNode;
  /** What it does, with its keys. */
  hint: string;
  onPress: () => void;
  children: string;
}

/** What opens over the page instead of leading to another. */
export function RailButton({ icon, hint, onPress, children }: RailButtonProps) {
  return (
    <button type="button" title={hint} aria-haspopup="dialog" onClick={onPress} className={ENTRY}>
      {icon}
      {children}
    </button>
  );
}
