import type { Conversation } from "@stonechat/openapi/types";
import { useQueryClient } from "@tanstack/react-query";
import { aheadOf } from "@/api/ahead";
import { changeHead, type HeadChange, headAfter, headBack } from "@/api/change-head";
import { conversationDetail } from "@/api/queries";
import { useWrite } from "@/api/use-write";
import { useWords } from "@/lib/words";
import { useLive } from "@/realtime/live-context";
import { commonWords } from "@/words/common";
import { headWords } from "@/words/conversation-head";

/** Makes a change, and says this sentence when it is done. */
export type ChangeHead = (change: HeadChange, said: string) => void;

interface Request {
  seen: Conversation;
  change: HeadChange;
  said: string;
  /** It takes another change back, which is said without a way to take that back, too. */
  isUndo?: boolean;
}

/** What is done to the conversation: seen at once, with a way back, and never over what a colleague did meanwhile. */
export function useHead(conversationId: string): ChangeHead {
  const words = useWords(headWords);
  const { undone } = useWords(commonWords);
  const cache = useQueryClient();
  const live = useLive();
  const write = useWrite({
    write: async ({ seen, change }: Request) => {
      const outcome = await changeHead(cache, seen, change);
      live.learn({ conversations: [outcome.row] });
      return outcome;
    },
    meanwhile: (held, { seen, change }) => aheadOf(held).conversations.lay([seen.id], (row) => headAfter(row, change)),
    said: ({ row, overtaken }, { seen, change, said, isUndo = false }) => {
      if (overtaken) {
        const again = (): void => void write.run({ seen: row, change, said });
        return { text: words.overtaken, tone: "trouble", action: { label: words.changeAnyway, run: again } };
      }
      const back = headBack(seen, change);
      const undo = (): void => void write.run({ seen: row, change: back, said: undone, isUndo: true });
      return { text: said, ...(!isUndo && { undo }) };
    },
    inOrder: `head of ${conversationId}`,
  });
  return (change, said) => {
    const told = cache.getQueryData(conversationDetail(conversationId).queryKey);
    if (told) void write.run({ seen: aheadOf(cache).conversations.over(told), change, said });
  };
}
