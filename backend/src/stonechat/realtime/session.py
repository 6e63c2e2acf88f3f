"""The sockets of a process, from hello to close."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from urllib.parse import urlsplit
from uuid import UUID

from litestar.exceptions import WebSocketDisconnect

from stonechat.accounts.actor import Actor, AgentActor
from stonechat.accounts.guards import Doorkeeper, check_scope
from stonechat.accounts.revocations import Revocations
from stonechat.accounts.tokens import VerifiedToken
from stonechat.buckets import TokenBucket
from stonechat.errors import Busy, Refusal, TooManyRequests, Unauthenticated
from stonechat.logs import log_fault
from stonechat.realtime.closing import Close, CloseCode
from stonechat.realtime.cursor import Cursor
from stonechat.realtime.hub import AGENTS, Hub, Topic, encode
from stonechat.realtime.live import BadFrame, LiveConnection, Socket, Surroundings, decode
from stonechat.realtime.wire import ByeFrame, ErrorFrame, HelloFrame, ReadyFrame, ResetFrame
from stonechat.settings import Settings

log = logging.getLogger(__name__)

ABORT_KEY = "stonechat_abort"
"""Where the edge puts a function that cuts the line, as ASGI has none."""

HELLOS_A_SECOND = 400.0
HELLOS_AT_ONCE = 400.0
LONGEST_QUEUE = 4.0
"""Seconds that a hello may wait for its turn; whoever would wait longer is told when to come back."""
HELLO_TICK = 0.05
MOST_CONNECTIONS = 50
"""Connections of one person in one process."""


class SocketSessions:
    """Serves the sockets of this process."""

    def __init__(
        self, hub: Hub, doorkeeper: Doorkeeper, revocations: Revocations, settings: Settings, around: Surroundings
    ) -> None:
        self._hub = hub
        self._doorkeeper = doorkeeper
        self._revocations = revocations
        self._settings = settings
        self._around = around
        self._timing = around.timing
        self._hellos = TokenBucket(HELLOS_A_SECOND, HELLOS_AT_ONCE, time.monotonic())
        self._live: dict[UUID, set[LiveConnection]] = defaultdict(set)
        """By person."""
        self.is_stopping = False
        self._deserted = asyncio.Event()

    @property
    def count(self) -> int:
        """How many connections are live."""
        return sum(map(len, self._live.values()))

    def end_session(self, session_id: UUID) -> None:
        """Close the connections of a session that has ended."""
        for connections in list(self._live.values()):
            for connection in list(connections):
                if connection.actor.session_id == session_id:
                    connection.end(Close(CloseCode.UNAUTHENTICATED, "unauthenticated"))

    async def say_goodbye(self) -> None:
        """Take no more clients, ask each to leave and when to come back, wait a little, and close whoever stays."""
        self.is_stopping = True
        for connections in self._live.values():
            for connection in connections:
                connection.say_goodbye(self._return_time())
        if self._live:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._timing.goodbye):
                    await self._deserted.wait()
        for connections in list(self._live.values()):
            for connection in connections:
                connection.end(Close(CloseCode.TRY_AGAIN, "the server stops", self._return_time()))

    async def serve(self, socket: Socket) -> None:
        """Talk with one client until either side ends it. Never raises for what a client does."""
        # A client that went away raises WebSocketDisconnect while reading, and an OSError while writing.
        with contextlib.suppress(WebSocketDisconnect, OSError):
            await socket.accept()
            try:
                hello = await self._receive_hello(socket)
                verified = await self._authorize(socket, hello.token)
                await self._converse(socket, verified, hello)
            except Close as close:
                # Its traceback keeps all that the connection had, in a cycle that only the garbage collector ends.
                await self._close(socket, close.with_traceback(None))
            except (WebSocketDisconnect, OSError):
                raise
            except Exception as error:
                log_fault(log, "a socket failed", error)
                await self._close(socket, Close(CloseCode.TRY_AGAIN, "internal_error"))

    async def _close(self, socket: Socket, close: Close) -> None:
        """Close, and cut the line of a client that reads nothing any more: it would not read the close either."""
        try:
            async with asyncio.timeout(self._timing.close):
                if close.retry_after_ms is not None:
                    said = ErrorFrame(code="come_back", detail=close.reason, retry_after_ms=close.retry_after_ms)
                    await socket.send_text(encode(said).text)
                await socket.close(code=close.code, reason=close.reason)
        except TimeoutError:
            abort = socket.scope.get(ABORT_KEY)
            if callable(abort):
                abort()

    async def _receive_hello(self, socket: Socket) -> HelloFrame:
        try:
            async with asyncio.timeout(self._timing.hello):
                frame = decode(await socket.receive_data(mode="text"))
        except TimeoutError:
            raise Close(CloseCode.NO_HELLO, "no hello") from None
        except BadFrame as error:
            raise Close(CloseCode.NO_HELLO, "the first frame was no hello") from error
        if not isinstance(frame, HelloFrame):
            raise Close(CloseCode.NO_HELLO, "the first frame was no hello")
        if self.is_stopping:
            await socket.send_text(encode(ByeFrame(retry_after_ms=self._return_time())).text)
            raise Close(CloseCode.TRY_AGAIN, "the server stops")
        await self._wait_for_turn()
        return frame

    async def _wait_for_turn(self) -> None:
        now = time.monotonic()
        wait = self._hellos.reserve(now, LONGEST_QUEUE)
        if wait is None:
            raise Close(CloseCode.TRY_AGAIN, "busy", self._return_time())
        if wait:
            # All whose turn comes in the same moment share what they have to read.
            await asyncio.sleep(wait + HELLO_TICK - (now + wait) % HELLO_TICK)

    async def _authorize(self, socket: Socket, token: str) -> VerifiedToken:
        origin = socket.headers.get("origin")
        try:
            verified = await self._verify(token, origin)
            actor = verified.actor
            if isinstance(actor, AgentActor):
                self._check_dashboard_origin(socket, origin)
            else:
                await self._around.sites.check_embedding_now(actor.site_id, origin)
        except Unauthenticated as error:
            raise _not_let_in(error) from error
        except (Busy, TooManyRequests) as error:
            raise Close(CloseCode.TRY_AGAIN, error.code, 1000 * error.retry_after) from error
        except Refusal as error:
            raise Close(CloseCode.FORBIDDEN, error.code) from error
        return verified

    async def _verify(self, token: str, origin: str | None) -> VerifiedToken:
        """Whose token it is. Raises `Unauthenticated`, `Forbidden`, `TooManyRequests`, `Busy`."""
        verified = await self._doorkeeper.verify(token, origin)
        check_scope(verified.actor, "changes:read")
        return verified

    def _check_dashboard_origin(self, socket: Socket, origin: str | None) -> None:
        if origin is None or origin.lower() in self._settings.dashboard_origins:
            return
        if urlsplit(origin).netloc.lower() != socket.headers.get("host", "").lower():
            raise Close(CloseCode.FORBIDDEN, "origin_not_allowed")

    async def _converse(self, socket: Socket, verified: VerifiedToken, hello: HelloFrame) -> None:
        actor = verified.actor
        topic: Topic = AGENTS if isinstance(actor, AgentActor) else actor.customer_id

        async def verify(token: str) -> VerifiedToken:
            try:
                return await self._verify(token, socket.headers.get("origin"))
            except Unauthenticated as error:
                raise _not_let_in(error) from error

        # Subscribed before the delta is read: what is committed in between is in the mailbox, and nothing is missed.
        mailbox = self._hub.open(topic)
        connection = LiveConnection(socket, verified, mailbox, self._around, verify)
        try:
            with self._registered(connection):
                # It may have ended after the token was checked and before anybody would have told this connection.
                self._check_not_ended(actor)
                async with _limit(self._timing.catch_up):
                    delta = await self._catch_up(socket, actor, hello.since)
                await connection.run(delta)
        finally:
            self._hub.unsubscribe(topic, mailbox)
            mailbox.close()

    def _check_not_ended(self, actor: Actor) -> None:
        try:
            self._revocations.check(actor)
        except Unauthenticated as error:
            raise _not_let_in(error) from error

    @contextlib.contextmanager
    def _registered(self, connection: LiveConnection) -> Iterator[None]:
        person_id = connection.person_id
        if len(self._live[person_id]) >= MOST_CONNECTIONS:
            raise Close(CloseCode.TRY_AGAIN, "too many connections", 60_000)
        self._live[person_id].add(connection)
        try:
            yield
        finally:
            self._live[person_id].discard(connection)
            if not self._live[person_id]:
                del self._live[person_id]
            if self.is_stopping and not self._live:
                self._deserted.set()

    async def _catch_up(self, socket: Socket, actor: Actor, since: str | None) -> Cursor:
        """Send what was missed. Returns the oldest transaction that the delta may not have seen."""
        try:
            delta = await self._around.resumes.read(actor, since)
        except Busy as error:
            raise Close(CloseCode.TRY_AGAIN, error.code, 1000 * error.retry_after) from error
        cursor = str(delta.cursor)
        if since is not None and not delta.resumed:
            await socket.send_text(encode(ResetFrame()).text)
        elif delta.rows:
            await socket.send_text(encode(delta.rows.frame(cursor)).text)
        await socket.send_text(encode(ReadyFrame(cursor=cursor)).text)
        return delta.cursor

    def _return_time(self) -> int:
        """Milliseconds after which one of many clients is to come back; at random, so that they come one by one."""
        return round(1000 * random.uniform(0.1, 1) * self._timing.return_spread)


def _not_let_in(error: Unauthenticated) -> Close:
    expired = error.code == "token_expired"
    return Close(CloseCode.TOKEN_EXPIRED if expired else CloseCode.UNAUTHENTICATED, error.code)


@contextlib.asynccontextmanager
async def _limit(seconds: float) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise Close(CloseCode.SLOW_READER, "catching up took too long") from None
