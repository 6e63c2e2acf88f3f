import type { Customer, Message } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { faceAddress } from "@/api/faces";
import { agentList, tagList } from "@/api/queries";
import { useMe } from "@/api/session-context";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";
import { displayName } from "@/words/names";

export type NameOf = (author: Message["author"], id: string | null) => string;

/** The address of an agent's picture; null: they have none, or it is no agent. */
export type FaceOf = (id: string | null) => string | null;

/** Undefined for a tag that is gone. */
export type TagNameOf = (id: string) => string | undefined;

/** What the people of a conversation are called. */
export function useNames(customer: Customer | undefined): NameOf {
  const { agent: someAgent } = useWords(commonWords);
  const me = useMe();
  const { data: agents } = useQuery(agentList());
  return (author, id) => {
    if (author === "customer") return displayName(customer);
    if (id === me.id) return me.name;
    return agents?.items.find((agent) => agent.id === id)?.name ?? someAgent;
  };
}

export function useFaces(): FaceOf {
  const { data: agents } = useQuery(agentList());
  return (id) => faceAddress(agents?.items.find((agent) => agent.id === id)?.face_id);
}

export function useTagNames(): TagNameOf {
  const { data: tags } = useQuery(tagList());
  return (id) => tags?.find((tag) => tag.id === id)?.name;
}
