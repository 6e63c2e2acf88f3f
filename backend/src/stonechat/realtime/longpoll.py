"""Long-polling: the same rows with the same cursor for clients whose network lets no WebSocket through."""

from __future__ import annotations

import asyncio

from stonechat.accounts.actor import Actor, AgentActor
from stonechat.db.database import Database
from stonechat.realtime.changes import frame_for, read_changes
from stonechat.realtime.cursor import can_resume, parse_cursor
from stonechat.realtime.hub import AGENTS, Hub, Topic
from stonechat.realtime.wire import SyncAnswer, SyncRequest


class LongPoll:
    """Keeps nothing between two calls: any process can answer the next one."""

    def __init__(self, database: Database, hub: Hub) -> None:
        self._database = database
        self._hub = hub

    async def sync(self, actor: Actor, request: SyncRequest) -> SyncAnswer:
        """What changed since the cursor; with nothing to tell, wait for it as long as the request says.

        Raises `Busy`.
        """
        topic: Topic = AGENTS if isinstance(actor, AgentActor) else actor.customer_id
        # As with a socket: listening begins before the reading, so nothing falls in between.
        mailbox = self._hub.subscribe(topic)
        try:
            answer = await self._read(actor, request.since)
            deadline = asyncio.get_running_loop().time() + request.wait
            # A frame may be of rows that the cursor is past already; then the waiting goes on.
            while request.since is not None and not answer.reset and not _tells(answer):
                try:
                    async with asyncio.timeout_at(deadline):
                        mailbox.sent(await mailbox.take())
                except TimeoutError:
                    break
                answer = await self._read(actor, request.since)
            return answer
        finally:
            self._hub.unsubscribe(topic, mailbox)

    async def _read(self, actor: Actor, since: str | None) -> SyncAnswer:
        cursor = parse_cursor(since) if since is not None else None
        asked = cursor.xid if cursor is not None else None
        changes = await self._database.read(lambda session: read_changes(session, asked, actor))
        resumed = can_resume(cursor, changes.cursor.epoch, changes.next_xid) and changes.complete
        frame = frame_for(actor, changes) if resumed else None
        return SyncAnswer(
            conversations=frame.conversations if frame else [],
            messages=frame.messages if frame else [],
            customers=frame.customers if frame else [],
            agents=frame.agents if frame else [],
            reset=since is not None and not resumed,
            cursor=str(changes.cursor),
        )


def _tells(answer: SyncAnswer) -> bool:
    return bool(answer.conversations or answer.messages or answer.customers or answer.agents)
