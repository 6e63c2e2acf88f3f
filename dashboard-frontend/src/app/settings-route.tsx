import { ArrowLeft } from "lucide-react";
import { type ComponentType, lazy, type ReactNode, type RefObject, Suspense, useEffect, useRef } from "react";
import { Link, Redirect, Route, Switch, useLocation, useRoute } from "wouter";
import { useMe } from "@/api/session-context";
import { MessageScreen } from "@/components/message-screen";
import { Button } from "@/components/ui/button";
import { PageSkeleton } from "@/components/ui/skeleton";
import { cn } from "@/lib/cn";
import { useNarrow } from "@/lib/use-media-query";
import { useTitle } from "@/lib/use-title";
import { useWords } from "@/lib/words";
import { useLiveState } from "@/realtime/live-context";
import { settingsWords } from "@/words/settings";
import { NotFound } from "./not-found";
import { PageBoundary } from "./page-boundary";
import { SettingsNav } from "./settings-nav";

const page = <Props,>(load: () => Promise<ComponentType<Props>>) => lazy(async () => ({ default: await load() }));
const ProfilePage = page(async () => (await import("@/features/profile/profile-page")).ProfilePage);
const TeamPage = page(async () => (await import("@/features/team/team-page")).TeamPage);
const SitesPage = page(async () => (await import("@/features/sites/sites-page")).SitesPage);
const SiteRoute = page(async () => (await import("./site-route")).SiteRoute);
const CannedResponsesPage = page(
  async () => (await import("@/features/canned-responses/canned-responses-page")).CannedResponsesPage,
);
const TagsPage = page(async () => (await import("@/features/tags/tags-page")).TagsPage);
const ApiTokensPage = page(async () => (await import("@/features/api-tokens/api-tokens-page")).ApiTokensPage);
const AuditPage = page(async () => (await import("@/features/audit/audit-page")).AuditPage);

/** The parts of the settings beside one of them; on a phone one or the other. */
export function SettingsRoute() {
  const words = useWords(settingsWords);
  const [path] = useLocation();
  const narrow = useNarrow();
  const main = useFocusIn(path, narrow);
  const { mayLoad } = useLiveState();
  // A site has a way back of its own, to the other sites.
  const [inSite] = useRoute("/settings/sites/:id/*?");
  const atList = path === "/settings";
  useTitle(atList ? words.title : null);
  if (atList && !narrow) return <Redirect to="/settings/profile" replace />;
  return (
    <div className="flex min-h-0 min-w-0 grow">
      <div
        role={atList ? "main" : undefined}
        tabIndex={atList ? -1 : undefined}
        className={cn("w-full shrink-0 outline-none md:w-56 md:border-line md:border-e", !atList && "max-md:hidden")}
      >
        <SettingsNav alone={atList} />
      </div>
      {!atList && (
        // A page of its own each time: it begins at its top, and on a phone the focus goes into it.
        <main
          key={path}
          ref={main}
          tabIndex={-1}
          // What has the focus stays above a bar that lies over the end of the page.
          className="min-w-0 grow overflow-y-auto overscroll-contain bg-surface outline-none has-data-save-bar:scroll-pb-28"
        >
          <div className={cn("flex h-14 items-center px-2 md:hidden", inSite && "hidden")}>
            <Button asChild variant="quiet" size="small">
              <Link href="/settings" aria-label={words.back}>
                <ArrowLeft aria-hidden className="rtl:-scale-x-100" />
                {words.title}
              </Link>
            </Button>
          </div>
          <PageBoundary within>
            <Suspense fallback={<PageSkeleton />}>{mayLoad ? <SettingsPages /> : <PageSkeleton />}</Suspense>
          </PageBoundary>
        </main>
      )}
    </div>
  );
}

/** Where only one of the two is in sight, the focus goes along into the page that opens. */
function useFocusIn(path: string, narrow: boolean): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  const focused = useRef<string | null>(null);
  useEffect(() => {
    if (narrow && focused.current !== path) main.current?.focus();
    focused.current = path;
  }, [path, narrow]);
  return main;
}

function SettingsPages() {
  return (
    <Switch>
      <Route path="/settings/profile">
        <ProfilePage />
      </Route>
      <Route path="/settings/agents">
        <ForAdmins>
          <TeamPage />
        </ForAdmins>
      </Route>
      <Route path="/settings/sites">
        <ForAdmins>
          <SitesPage />
        </ForAdmins>
      </Route>
      <Route path="/settings/sites/:id/:part?">
        {({ id, part }) => (
          <ForAdmins>
            <SiteRoute siteId={id} part={part} />
          </ForAdmins>
        )}
      </Route>
      <Route path="/settings/canned-responses">
        <CannedResponsesPage />
      </Route>
      <Route path="/settings/tags">
        <TagsPage />
      </Route>
      <Route path="/settings/api-tokens">
        <ForAdmins>
          <ApiTokensPage />
        </ForAdmins>
      </Route>
      <Route path="/settings/audit">
        <ForAdmins>
          <AuditPage />
        </ForAdmins>
      </Route>
      <Route>
        <NotFound within />
      </Route>
    </Switch>
  );
}

/** The API refuses everybody else; this says why before they try. */
function ForAdmins({ children }: { children: ReactNode }) {
  const words = useWords(settingsWords);
  const me = useMe();
  if (me.role === "admin") return children;
  return (
    <MessageScreen
      title={words.adminsOnly}
      className="h-auto"
      action={
        <Button asChild variant="outline">
          <Link href="/settings/profile">{words.toProfile}</Link>
        </Button>
      }
    >
      {words.adminsOnlyText}
    </MessageScreen>
  );
}
