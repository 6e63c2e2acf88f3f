import { changeAgent } from "@stonechat/openapi/sdk";
import type { Agent, AgentPage, ChangeAgent } from "@stonechat/openapi/types";
import { keepAgent } from "@/api/answers";
import { agentList } from "@/api/queries";
import { showAhead, useWrite } from "@/api/use-write";

interface Options {
  said: (agent: Agent) => string;
  inForm?: boolean;
}

/** Changes an agent, at once in the list; taken back where the server refuses. */
export function useChangeAgent(agent: Agent, { said, inForm = false }: Options) {
  return useWrite({
    write: async (body: ChangeAgent) =>
      (await changeAgent({ path: { agent_id: agent.id }, body, throwOnError: true })).data,
    ahead: (cache, body) =>
      showAhead<AgentPage>(cache, agentList().queryKey, (held) => ({
        ...held,
        items: held.items.map((other) => (other.id === agent.id ? { ...other, ...body } : other)),
      })),
    keep: keepAgent,
    said: (answer) => ({ text: said(answer) }),
    inOrder: `agent ${agent.id}`,
    inForm,
  });
}
