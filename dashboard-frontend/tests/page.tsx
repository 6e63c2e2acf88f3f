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
  path?: string;
  /** What is held before the page is there. */
  fill?: (cache: QueryClient) => void;
}

/** A page among everything that is around it behind the sign-in. */
export function renderPage(page: ReactNode, { me = MARA, agents = [], path = "/", fill }: PageOptions = {}) {
  const cache = createQueryClient();
  cache.setDefaultOptions({ queries: { ...cache.getDefaultOptions().queries, retry: false } });
  cache.setQueryData(agentList().queryKey, { items: [me, ...agents], next: null });
  fill?.(cache);
  const live = new FakeLive(cache);
  const location = memoryLocation({ path, record: true });
  const rendered: RenderResult = render(
    <Router hook={location.hook} searchHook={location.searchHook}>
      <QueryClientProvider client={cache}>
        <LiveProvider live={live}>
          <ToastProvider>
            <AgentProvider agent={me}>{page}</AgentProvider>
          </ToastProvider>
        </LiveProvider>
      </QueryClientProvider>
    </Router>,
  );
  return { cache, live, location, ...rendered };
}
