import { LogOut } from "lucide-react";
import type { ReactNode } from "react";
import { Link, useRoute } from "wouter";
import { Mark } from "@/components/mark";
import { Avatar } from "@/components/ui/avatar";
import { Menu, MenuItem, MenuLabel, MenuLine } from "@/components/ui/menu";
import { cn } from "@/lib/cn";

interface RailProps {
  me: { name: string; email: string | null };
  onSignOut: () => void;
  children: ReactNode;
  /** On a phone an open conversation takes the whole screen. */
  hiddenWhenNarrow: boolean;
}

/** The places of the product, with words; oneself at the end. On phones it lies at the bottom. */
export function Rail({ me, onSignOut, children, hiddenWhenNarrow }: RailProps) {
  return (
    <nav
      aria-label="Main"
      className={cn(
        "order-last flex shrink-0 items-center justify-around border-line border-t bg-canvas pb-[env(safe-area-inset-bottom)] md:order-first md:w-18 md:flex-col md:justify-start md:gap-1 md:border-t-0 md:border-r md:py-3",
        hiddenWhenNarrow && "max-md:hidden",
      )}
    >
      <Mark className="mb-3 hidden size-8 md:block" />
      {children}
      <div className="md:mt-auto">
        <Menu
          side="right"
          align="end"
          trigger={
            <button
              type="button"
              title={me.name}
              className="flex min-h-14 min-w-16 flex-col items-center justify-center gap-1 rounded-card md:min-h-11 md:min-w-11"
            >
              <Avatar name={me.name} size="small" ours />
              <span className="font-medium text-12 text-muted md:sr-only">
                You<span className="sr-only">: {me.name}, account</span>
              </span>
            </button>
          }
        >
          <MenuLabel>
            <p className="font-medium text-14">{me.name}</p>
            <p className="text-13 text-muted">{me.email}</p>
          </MenuLabel>
          <MenuLine />
          <MenuItem onSelect={onSignOut}>
            <LogOut aria-hidden />
            Sign out
          </MenuItem>
        </Menu>
      </div>
    </nav>
  );
}

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
      className={cn(
        "flex min-h-14 w-16 flex-col items-center justify-center gap-1 rounded-card font-medium text-12 text-muted transition-[background-color,color] duration-150 hover:text-text [&_svg]:size-5",
        here && "text-text md:bg-raised md:shadow-small",
      )}
    >
      {icon}
      {children}
    </Link>
  );
}
