"""Long-polling: the same rows with the same cursor for clients whose network lets no WebSocket through."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from stonechat.accounts.actor import Actor, AgentActor
from stonechat.accounts.revocations import Revocations
from stonechat.conversations.rules import author_of
from stonechat.errors import Busy
from stonechat.realtime.ephemera import Ephemera
from stonechat.realtime.hub import AGENTS, Hub, Mailbox, Topic
from stonechat.realtime.resumes import Resumes
from stonechat.realtime.wire import SyncAnswer, SyncRequest

MOST_POLLS = 50
"""Waiting calls of one person in one process."""


@dataclass(eq=False, slots=True)
class _Poll:
    """A call that waits."""

    person_id: UUID
    session_id: UUID
    interrupted: asyncio.Event


class LongPoll:
    """Keeps nothing between two calls: any process can answer the next one."""

    def __init__(self, resumes: Resumes, hub: Hub, revocations: Revocations, ephemera: Ephemera) -> None:
        self._resumes = resumes
        self._hub = hub
        self._revocations = revocations
        self._ephemera = ephemera
        self._polls: set[_Poll] = set()
        self._is_stopping = False

    def end_session(self, session_id: UUID) -> None:
        """Have the waiting calls of a session that has ended answered now."""
        for poll in self._polls:
            if poll.session_id == session_id:
                poll.interrupted.set()

    def stop(self) -> None:
        """Answer all that wait, and let nobody wait any more: the process stops."""
        self._is_stopping = True
        for poll in self._polls:
            poll.interrupted.set()

    async def sync(self, actor: Actor, request: SyncRequest) -> SyncAnswer:
        """What changed since the cursor; with nothing to tell, wait for it as long as the request says.

        Raises `Busy`, and `Unauthenticated` when the session ends meanwhile.
        """
        topic: Topic = AGENTS if isinstance(actor, AgentActor) else actor.customer_id
        # As with a socket: listening begins before the reading, so nothing falls in between.
        mailbox = self._hub.open(topic)
        try:
            with self._waiting(actor) as interrupted:
                answer = await self._read(actor, request.since)
                deadline = asyncio.get_running_loop().time() + request.wait
                # A frame may be of rows that the cursor is past already; then the waiting goes on.
                while request.since is not None and not answer.reset and not _tells(answer):
                    if not await _rang(mailbox, interrupted, deadline):
                        break
                    answer = await self._read(actor, request.since)
                self._revocations.check(actor)
                return answer
        finally:
            self._hub.unsubscribe(topic, mailbox)

    @contextlib.contextmanager
    def _waiting(self, actor: Actor) -> Iterator[asyncio.Event]:
        person_id = author_of(actor)[1]
        if sum(poll.person_id == person_id for poll in self._polls) >= MOST_POLLS:
            raise Busy("Too many calls of yours are waiting already.", retry_after=5)
        poll = _Poll(person_id, actor.session_id, asyncio.Event())
        if self._is_stopping:
            poll.interrupted.set()
        self._polls.add(poll)
        self._ephemera.arrive(actor)
        try:
            yield poll.interrupted
        finally:
            self._ephemera.depart(actor)
            self._polls.discard(poll)

    async def _read(self, actor: Actor, since: str | None) -> SyncAnswer:
        delta = await self._resumes.read(actor, since)
        rows = delta.rows
        return SyncAnswer(
            conversations=rows.conversations,
            messages=rows.messages,
            marks=rows.marks,
            customers=rows.customers,
            agents=list(rows.agents.values()),
            tags=rows.tags,
            sites=rows.sites,
            reset=since is not None and not delta.resumed,
            cursor=str(delta.cursor),
        )


async def _rang(mailbox: Mailbox, interrupted: asyncio.Event, deadline: float) -> bool:
    """Wait for a frame. False when the time is over, or somebody wants the call answered now."""
    waits = [asyncio.create_task(mailbox.take()), asyncio.create_task(interrupted.wait())]
    try:
        timeout = max(0.0, deadline - asyncio.get_running_loop().time())
        done, _ = await asyncio.wait(waits, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        return waits[0] in done and waits[1] not in done
    finally:
        for wait in waits:
            wait.cancel()


def _tells(answer: SyncAnswer) -> bool:
    return bool(
        answer.conversations
        or answer.messages
        or answer.marks
        or answer.customers
        or answer.agents
        or answer.tags
        or answer.sites
    )
