import type { Agent } from "@stonechat/openapi/types";

export const MARA: Agent = {
  id: "mara",
  name: "Mara Lindqvist",
  email: "mara@example.com",
  role: "admin",
  active: true,
  availability: "online",
  face_id: null,
  capacity: null,
  created_at: "2026-01-01T00:00:00Z",
  version: 1,
};

export function agentWith(over: Partial<Agent> & { id: string }): Agent {
  return { ...MARA, role: "agent", ...over };
}
