import { ApiError } from "@stonechat/openapi/client";
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { conversationsOf, listPage, messagesOf } from "@/api/pages";
import { conversationList, messageList } from "@/api/queries";
import { deferred } from "@/tests/deferred";
import { conversation, EVERYTHING, message } from "@/tests/rows";
import { LiveCache } from "./live-cache";

it("keeps a row that came while an older snapshot was still on its way", async () => {
  const cache = new QueryClient();
  const live = new LiveCache(cache);
  const answer = deferred();
  const loading = cache.fetchInfiniteQuery({
    ...conversationList(EVERYTHING, "mara"),
    queryFn: async () => {
      await answer.promise;
      const items = [conversation({ id: "a", preview: "Old", version: 1 })];
      return listPage({ items, customers: [], marks: [], next: null }, EVERYTHING);
    },
  });

  live.apply({ conversations: [conversation({ id: "a", preview: "New", version: 2 }), conversation({ id: "b" })] });
  answer.resolve();
  await loading;

  const data = cache.getQueryData(conversationList(EVERYTHING, "mara").queryKey);
  expect(data && conversationsOf(data, EVERYTHING, "mara").map((row) => `${row.id} ${row.preview}`)).toEqual([
    "b Hello",
    "a New",
  ]);
  live.close();
});

it("does not put a row from before into a snapshot that was asked for later", async () => {
  const cache = new QueryClient();
  const live = new LiveCache(cache);
  live.apply({ messages: [message({ id: "erased", seq: 1 })] });

  await cache.fetchInfiniteQuery({
    ...messageList("one"),
    queryFn: async () => ({ items: [], agents: [], marks: [], next: null }),
  });

  const data = cache.getQueryData(messageList("one").queryKey);
  expect(data && messagesOf(data)).toEqual([]);
  live.close();
});

it("marks everything for loading again after a reset", () => {
  const cache = new QueryClient();
  const live = new LiveCache(cache);
  cache.setQueryData(conversationList(EVERYTHING, "mara").queryKey, { pages: [], pageParams: [] });

  void live.reload();

  expect(cache.getQueryState(conversationList(EVERYTHING, "mara").queryKey)?.isInvalidated).toBe(true);
  live.close();
});

it("tells apart what could not be loaded for now and what is not there", async () => {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const live = new LiveCache(cache);
  const answers = [new ApiError(503), new ApiError(404)];
  const queryFn = () => Promise.reject(answers.shift() ?? new ApiError(404));
  const observer = new QueryObserver(cache, { queryKey: ["shown"], queryFn, initialData: "old", staleTime: Infinity });
  const unsubscribe = observer.subscribe(() => undefined);

  await expect(live.reload()).rejects.toMatchObject({ status: 503 });
  await expect(live.reload()).resolves.toBeUndefined();

  unsubscribe();
  live.close();
});
