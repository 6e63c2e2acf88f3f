import {
  Globe,
  type LucideIcon,
  MessageSquareText,
  ScrollText,
  SquareTerminal,
  TagIcon,
  UserRound,
  UsersRound,
} from "lucide-react";
import { Link, useRoute } from "wouter";
import { useMe } from "@/api/session-context";
import { cn } from "@/lib/cn";
import { useWords } from "@/lib/words";
import { settingsWords } from "@/words/settings";
import { type SettingsPlace, settingsPlaces } from "./settings-places";

const ICONS: Record<SettingsPlace["name"], LucideIcon> = {
  profile: UserRound,
  agents: UsersRound,
  sites: Globe,
  cannedResponses: MessageSquareText,
  tags: TagIcon,
  apiTokens: SquareTerminal,
  audit: ScrollText,
};

interface SettingsNavProps {
  /** It is all of the page, as on a phone. */
  alone: boolean;
}

/** The parts of the settings, as far as this agent may change them. */
export function SettingsNav({ alone }: SettingsNavProps) {
  const words = useWords(settingsWords);
  const places = settingsPlaces(useMe().role);
  const Title = alone ? "h1" : "p";
  const groups = [...new Set(places.map(({ group }) => group))];
  return (
    <nav aria-label={words.title} className="h-full overflow-y-auto px-3 pb-6">
      <Title className="flex h-14 items-center px-3 font-semibold text-20 tracking-tight md:mb-3 md:h-auto md:pt-8">
        {words.title}
      </Title>
      {groups.map((group) => (
        <div key={group} className="mb-4">
          <p className="px-3 py-1 font-medium text-12 text-muted">{words[group]}</p>
          {places
            .filter((place) => place.group === group)
            .map((place) => (
              <PlaceLink key={place.path} place={place} />
            ))}
        </div>
      ))}
    </nav>
  );
}

function PlaceLink({ place }: { place: SettingsPlace }) {
  const words = useWords(settingsWords);
  const [exactly] = useRoute(place.path);
  const [below] = useRoute(`${place.path}/*`);
  const Icon = ICONS[place.name];
  return (
    <Link
      href={place.path}
      aria-current={exactly || below ? "page" : undefined}
      className={cn(
        "flex h-9 items-center gap-3 rounded-control px-3 text-14 transition-[background-color] duration-150 hover:bg-hover pointer-coarse:h-11",
        (exactly || below) && "bg-hover font-medium",
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="truncate">{words[place.name]}</span>
    </Link>
  );
}
