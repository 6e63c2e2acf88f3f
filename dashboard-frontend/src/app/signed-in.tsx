import type { Agent } from "@stonechat/openapi/types";
import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { Redirect, Route, Switch } from "wouter";
import type { Config } from "@/api/config";
import { createQueryClient } from "@/api/queries";
import { AgentProvider, useSession } from "@/api/session-context";
import { ToastProvider } from "@/components/ui/toast";
import { storage } from "@/lib/storage";
import { Live } from "@/realtime/live";
import { LiveProvider } from "@/realtime/live-context";
import { InboxRoute } from "./inbox-route";
import { NotFound } from "./not-found";
import { WAS_HERE } from "./was-here";

interface SignedInProps {
  agent: Agent;
  config: Config;
}

/** Everything behind the sign-in. It is made anew for another agent, and drops all it knew when it goes. */
export function SignedIn({ agent, config }: SignedInProps) {
  return (
    <AgentProvider agent={agent}>
      <ToastProvider>
        <LiveSession agentId={agent.id} config={config}>
          <Switch>
            <Route path="/">
              <Redirect to="/inbox" replace />
            </Route>
            <Route path="/inbox/:id?">{({ id }) => <InboxRoute selectedId={id ?? null} />}</Route>
            <Route>
              <NotFound />
            </Route>
          </Switch>
        </LiveSession>
      </ToastProvider>
    </AgentProvider>
  );
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
