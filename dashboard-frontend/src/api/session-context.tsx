import type { Agent } from "@stonechat/openapi/types";
import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import type { Session, SessionState } from "@/api/session";

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useSession needs a SessionProvider above it.");
  return session;
}

export function useSessionState(): SessionState {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, session.state);
}

const AgentContext = createContext<Agent | null>(null);

/** Everything below belongs to this agent: whoever renders it gives it the agent's id as its key. */
export function AgentProvider({ agent, children }: { agent: Agent; children: ReactNode }) {
  return <AgentContext value={agent}>{children}</AgentContext>;
}

/** The agent who is signed in. Only below the sign-in. */
export function useMe(): Agent {
  const agent = useContext(AgentContext);
  if (!agent) throw new Error("useMe needs an AgentProvider above it.");
  return agent;
}
