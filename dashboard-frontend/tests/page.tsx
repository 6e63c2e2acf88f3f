import type { Agent } from "@stonechat/openapi/types";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type RenderResult, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";
import { agentList, createQueryClient } from "@/api/queries";
import { AgentProvider } from "@/api/session-context";
import { ToastProvider } from "@/components/ui/toast";
import { LiveProvider } from "@/realtime/live-context";
import { MARA } from "@/tests/agent";
import { FakeLive } from "@/tests/fake-live";

interface PageOptions {
  me?: Agent;
  /** Who else is there. */
  agents?: readonly Agent[];
  /** How many may be active; null: as many as like. */
  seats?: number | null;
  path?: string;
  live?: FakeLive;
  /** Puts into the cache what was loaded before. */
  fill?: (cache: QueryClient) => void;
}

/** A page among everything that is around it behind the sign-in. */
export function renderPage(page: ReactNode, options: PageOptions = {}) {
  const { me = MARA, agents = [], seats = null, path = "/", fill } = options;
  const cache = createQueryClient();
  const live = options.live ?? new FakeLive(cache);
  cache.setDefaultOptions({ queries: { ...cache.getDefaultOptions().queries, retry: false } });
  cache.setQueryData(agentList().queryKey, { items: [me, ...agents], next: null, seats });
  fill?.(cache);
  const location = memoryLocation({ path, record: true });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <Router hook={location.hook} searchHook={location.searchHook}>
      <QueryClientProvider client={cache}>
        <LiveProvider live={live}>
          <ToastProvider>
            <AgentProvider agent={me}>{children}</AgentProvider>
          </ToastProvider>
        </LiveProvider>
      </QueryClientProvider>
    </Router>
  );
  const rendered: RenderResult = render(page, { wrapper });
  return { cache, live, location, ...rendered };
}
