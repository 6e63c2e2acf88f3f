import { Globe, UserRound, UsersRound } from "lucide-react";
import type { ReactNode } from "react";
import { Link, useRoute } from "wouter";
import { useMe } from "@/api/session-context";
import { cn } from "@/lib/cn";
import { useWords } from "@/lib/words";
import { settingsWords } from "@/words/settings";

export function SettingsNav() {
  const words = useWords(settingsWords);
  const me = useMe();
  return (
    <nav aria-label={words.title} className="h-full overflow-y-auto px-3 pb-6">
      <p className="flex h-14 items-center px-3 font-semibold text-20 tracking-tight">{words.title}</p>
      <Group title={words.you}>
        <NavLink href="/settings/profile" icon={<UserRound aria-hidden />}>
          {words.profile}
        </NavLink>
      </Group>
      {me.role === "admin" && (
        <Group title={words.team}>
          <NavLink href="/settings/agents" icon={<UsersRound aria-hidden />}>
            {words.agents}
          </NavLink>
        </Group>
      )}
      {me.role === "admin" && (
        <Group title={words.chat}>
          <NavLink href="/settings/sites" icon={<Globe aria-hidden />}>
            {words.sites}
          </NavLink>
        </Group>
      )}
    </nav>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mb-4">
      <p className="px-3 py-1 font-medium text-12 text-muted">{title}</p>
      {children}
    </div>
  );
}

function NavLink({ href, icon, children }: { href: string; icon: ReactNode; children: string }) {
  const [exactly] = useRoute(href);
  const [below] = useRoute(`${href}/*`);
  return (
    <Link
      href={href}
      aria-current={exactly || below ? "page" : undefined}
      className={cn(
        "flex h-9 items-center gap-3 rounded-control px-3 text-14 transition-[background-color] duration-150 hover:bg-hover pointer-coarse:h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted",
        (exactly || below) && "bg-hover font-medium",
      )}
    >
      {icon}
      <span className="truncate">{children}</span>
    </Link>
  );
}
