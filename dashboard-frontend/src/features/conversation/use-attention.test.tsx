import { QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, expect, it, vi } from "vitest";
import { agentList, createQueryClient } from "@/api/queries";
import { AgentProvider } from "@/api/session-context";
import { LiveProvider } from "@/realtime/live-context";
import { MARA } from "@/tests/agent";
import { FakeLive } from "@/tests/fake-live";
import { customer } from "@/tests/rows";
import { useWatching, useWriting } from "./use-attention";

let live: FakeLive;

beforeEach(() => {
  live = new FakeLive();
});

function Around({ children }: { children: ReactNode }) {
  const cache = createQueryClient();
  cache.setQueryData(agentList().queryKey, {
    items: [{ ...MARA, id: "jonas", name: "Jonas Weber" }],
    next: null,
    seats: null,
  });
  return (
    <QueryClientProvider client={cache}>
      <AgentProvider agent={MARA}>
        <LiveProvider live={live}>{children}</LiveProvider>
      </AgentProvider>
    </QueryClientProvider>
  );
}

it("opens the timeline that is shown, and tells that it is looked at while the tab is in the foreground", () => {
  const visibility = vi.spyOn(document, "visibilityState", "get").mockReturnValue("visible");
  const { unmount } = renderHook(() => useWatching("one"), { wrapper: Around });
  visibility.mockReturnValue("hidden");
  document.dispatchEvent(new Event("visibilitychange"));
  unmount();

  const [open, ...rest] = live.told;
  expect(open).toEqual({ type: "open", conversation_id: "one" });
  expect(rest).toEqual([
    { type: "viewing", conversation_id: "one" },
    { type: "viewing", conversation_id: null },
    { type: "close", conversation_id: "one" },
  ]);
});

it("says by name who writes, and what", () => {
  const ada = customer({ id: "customer", name: "Ada" });
  const { result } = renderHook(() => useWriting("one", ada), { wrapper: Around });
  const frame = { type: "ephemeral", conversation_id: "one", event: "typing", active: true } as const;
  expect(result.current).toBeNull();

  act(() => live.presence.receive({ ...frame, author: "customer", author_id: "customer", kind: "message" }));
  expect(result.current).toBe("Ada is writing…");
  act(() => live.presence.disconnected());
  act(() => live.presence.receive({ ...frame, author: "agent", author_id: "jonas", kind: "note" }));

  expect(result.current).toBe("Jonas Weber is writing a note…");
});
