import type { Agent, AgentPage } from "@stonechat/openapi/types";
import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useState } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import type { Config } from "@/api/config";
import { ConfigProvider } from "@/api/config-context";
import { agentList, createQueryClient } from "@/api/queries";
import { AgentProvider, useSession } from "@/api/session-context";
import { PageSkeleton } from "@/components/ui/skeleton";
import { ToastProvider } from "@/components/ui/toast";
import { storage } from "@/lib/storage";
import { prepareTimes } from "@/lib/times";
import { whenIdle } from "@/lib/when-idle";
import { Live } from "@/realtime/live";
import { LiveProvider, useLiveState } from "@/realtime/live-context";
import { Arrival } from "./arrival";
import { InboxRoute } from "./load-pages";
import { NotFound } from "./not-found";
import { PageBoundary } from "./page-boundary";
import { Shell } from "./shell";
import { WAS_HERE } from "./was-here";

const SettingsRoute = lazy(async () => ({ default: (await import("./settings-route")).SettingsRoute }));
const CustomersRoute = lazy(async () => ({ default: (await import("./customers-route")).CustomersRoute }));
/** Nothing on the page needs it, so that its chunk may be late, or gone. */
const Notices = lazy(() =>
  import("@/features/notices/notices").then(
    ({ Notices }) => ({ default: Notices }),
    () => ({ default: () => null }),
  ),
);

whenIdle(prepareTimes);

interface SignedInProps {
  agent: Agent;
  config: Config;
}

/** Everything behind the sign-in. It is made anew for another agent, and drops all it knew when it goes. */
export function SignedIn({ agent, config }: SignedInProps) {
  return (
    <ConfigProvider config={config}>
      <ToastProvider>
        <LiveSession agentId={agent.id} config={config}>
          <LiveAgent agent={agent}>
            <Suspense>
              <Notices />
            </Suspense>
            <Shell>
              <Pages />
            </Shell>
          </LiveAgent>
        </LiveSession>
      </ToastProvider>
    </ConfigProvider>
  );
}

/** Each place is a chunk of its own. One that can't be had leaves the rail and the other places as they are. */
function Pages() {
  const [path] = useLocation();
  return (
    <PageBoundary key={path.split("/")[1]}>
      <Suspense fallback={<PageSkeleton />}>
        <Switch>
          <Route path="/">
            <Redirect to="/inbox" replace />
          </Route>
          <Route path="/inbox/:id?">{({ id }) => <InboxRoute selectedId={id ?? null} />}</Route>
          <Route path="/customers/:id?">{({ id }) => <CustomersRoute selectedId={id ?? null} />}</Route>
          <Route path="/settings/*?">
            <SettingsRoute />
          </Route>
          <Route>
            <NotFound />
          </Route>
        </Switch>
        <Arrival place={path} />
      </Suspense>
    </PageBoundary>
  );
}

/** Name, face and availability may change here and in another tab: then the list of agents knows better. */
function LiveAgent({ agent, children }: { agent: Agent; children: ReactNode }) {
  const { mayLoad } = useLiveState();
  const select = useCallback(({ items }: AgentPage) => items.find(({ id }) => id === agent.id), [agent.id]);
  const { data: listed } = useQuery({ ...agentList(), enabled: mayLoad, select });
  return <AgentProvider agent={listed && listed.version >= agent.version ? listed : agent}>{children}</AgentProvider>;
}

interface LiveSessionProps {
  agentId: string;
  config: Config;
  children: ReactNode;
}

function LiveSession({ agentId, config, children }: LiveSessionProps) {
  const session = useSession();
  const [cache] = useState(createQueryClient);
  const [live, setLive] = useState<Live | null>(null);
  useEffect(() => {
    const started = new Live({ config, session, cache, agentId });
    setLive(started);
    storage.set(WAS_HERE, "yes");
    return () => {
      started.close();
      cache.clear();
    };
  }, [config, session, cache, agentId]);
  if (!live) return null;
  return (
    <QueryClientProvider client={cache}>
      <LiveProvider live={live}>{children}</LiveProvider>
    </QueryClientProvider>
  );
}
