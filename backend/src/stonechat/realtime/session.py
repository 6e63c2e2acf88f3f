"""One socket, from hello to close."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, get_args
from urllib.parse import urlsplit

import msgspec
from litestar import WebSocket
from litestar.exceptions import WebSocketDisconnect

from stonechat.accounts.actor import Actor, AgentActor
from stonechat.accounts.guards import check_origin
from stonechat.accounts.tokens import Tokens, VerifiedToken
from stonechat.db.database import Database
from stonechat.errors import Busy, Refusal, Unauthenticated
from stonechat.logs import log_fault
from stonechat.realtime.changes import frame_for, read_changes
from stonechat.realtime.cursor import can_resume, parse_cursor
from stonechat.realtime.follower import encode
from stonechat.realtime.hub import AGENTS, Hub, Mailbox, Topic
from stonechat.realtime.wire import ClientFrame, ErrorFrame, HelloFrame, PingFrame, ProbeFrame, ReadyFrame, ResetFrame
from stonechat.settings import Settings
from stonechat.sites.service import embeddable_site

log = logging.getLogger(__name__)

Socket = WebSocket[Any, Any, Any]


ABORT_KEY = "stonechat_abort"
"""Where the edge puts a function that cuts the line, as ASGI has none."""


class CloseCode(IntEnum):
    """Why a socket was closed. 4900 to 4999: stop; any other: come back (Litestar closes with 4500 on a fault)."""

    NO_HELLO = 4001
    TOKEN_EXPIRED = 4002
    TRY_AGAIN = 4003
    SILENT = 4004
    SLOW_READER = 4009
    UNAUTHENTICATED = 4900
    FORBIDDEN = 4901


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds."""

    hello: float = 5.0
    """How long a socket may wait before it says who it is."""
    ping: float = 25.0
    """Between two pings, ± 20 %, so that many sockets do not answer at once."""
    silence: float = 65.0
    """Without a frame for this long, nobody is there."""
    catch_up: float = 60.0
    """How long reading and sending what was missed may take."""
    close: float = 2.0
    """How long a client may take to read the close."""


class _Close(Exception):
    def __init__(self, code: CloseCode, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class _BadFrame(Exception):
    """A frame that is not of the protocol."""


class _Tag(msgspec.Struct):
    type: str


@dataclass(slots=True)
class _Heard:
    """When (monotonic seconds) the client last said anything."""

    at: float


_decode_tag = msgspec.json.Decoder(_Tag).decode
_decode_frame: msgspec.json.Decoder[ClientFrame] = msgspec.json.Decoder(ClientFrame)
_KNOWN_TYPES = {frame.__struct_config__.tag for frame in get_args(ClientFrame)}


class SocketSessions:
    """Serves the sockets of this process."""

    def __init__(self, database: Database, tokens: Tokens, hub: Hub, settings: Settings, timing: Timing) -> None:
        self._database = database
        self._tokens = tokens
        self._hub = hub
        self._settings = settings
        self._timing = timing

    async def serve(self, socket: Socket) -> None:
        """Talk with one client until either side ends it. Never raises for what a client does."""
        # A client that went away raises WebSocketDisconnect while reading, and an OSError while writing.
        with contextlib.suppress(WebSocketDisconnect, OSError):
            await socket.accept()
            try:
                hello = await self._receive_hello(socket)
                verified = await self._authorize(socket, hello.token)
                await self._converse(socket, verified, hello.since)
            except _Close as close:
                await self._close(socket, close)
            except (WebSocketDisconnect, OSError):
                raise
            except Exception as error:
                log_fault(log, "a socket failed", error)
                await self._close(socket, _Close(CloseCode.TRY_AGAIN, "internal_error"))

    async def _close(self, socket: Socket, close: _Close) -> None:
        """Close, and cut the line of a client that reads nothing any more: it would not read the close either."""
        try:
            async with asyncio.timeout(self._timing.close):
                await socket.close(code=close.code, reason=close.reason)
        except TimeoutError:
            abort = socket.scope.get(ABORT_KEY)
            if callable(abort):
                abort()

    async def _receive_hello(self, socket: Socket) -> HelloFrame:
        try:
            async with asyncio.timeout(self._timing.hello):
                frame = _decode(await socket.receive_data(mode="text"))
        except TimeoutError:
            raise _Close(CloseCode.NO_HELLO, "no hello") from None
        except _BadFrame as error:
            raise _Close(CloseCode.NO_HELLO, "the first frame cannot be read") from error
        if not isinstance(frame, HelloFrame):
            raise _Close(CloseCode.NO_HELLO, "the first frame has to be a hello")
        return frame

    async def _authorize(self, socket: Socket, token: str) -> VerifiedToken:
        origin = socket.headers.get("origin")
        try:
            verified = self._tokens.verify(token)
            check_origin(verified, origin)
            actor = verified.actor
            if isinstance(actor, AgentActor):
                self._check_dashboard_origin(socket, origin)
            else:
                await self._database.read(lambda session: embeddable_site(session, actor.site_id, origin))
        except Unauthenticated as error:
            expired = error.code == "token_expired"
            raise _Close(CloseCode.TOKEN_EXPIRED if expired else CloseCode.UNAUTHENTICATED, error.code) from error
        except Busy as error:
            raise _Close(CloseCode.TRY_AGAIN, error.code) from error
        except Refusal as error:
            raise _Close(CloseCode.FORBIDDEN, error.code) from error
        return verified

    def _check_dashboard_origin(self, socket: Socket, origin: str | None) -> None:
        if origin is None or origin.lower() in self._settings.dashboard_origins:
            return
        if urlsplit(origin).netloc.lower() != socket.headers.get("host", "").lower():
            raise _Close(CloseCode.FORBIDDEN, "origin_not_allowed")

    async def _converse(self, socket: Socket, verified: VerifiedToken, since: str | None) -> None:
        topic: Topic = AGENTS if isinstance(verified.actor, AgentActor) else verified.actor.customer_id
        # Subscribed before the delta is read: what is committed in between is in the mailbox, and nothing is missed.
        mailbox = self._hub.subscribe(topic)
        try:
            async with _limit(self._timing.catch_up):
                delta_xid = await self._catch_up(socket, verified.actor, since)
            await self._live(socket, mailbox, verified, delta_xid)
        finally:
            self._hub.unsubscribe(topic, mailbox)

    async def _catch_up(self, socket: Socket, actor: Actor, since: str | None) -> int:
        """Send what was missed. Returns the oldest transaction that the delta may not have seen."""
        cursor = parse_cursor(since) if since is not None else None
        asked = cursor.xid if cursor is not None else None
        try:
            changes = await self._database.read(lambda session: read_changes(session, asked, actor))
        except Busy as error:
            raise _Close(CloseCode.TRY_AGAIN, error.code) from error
        if since is not None:
            resumed = can_resume(cursor, changes.cursor.epoch, changes.next_xid) and changes.complete
            frame = frame_for(actor, changes) if resumed else ResetFrame()
            if not resumed or next(changes.rows(), None) is not None:
                await socket.send_text(encode(frame).text)
        await socket.send_text(encode(ReadyFrame(cursor=str(changes.cursor))).text)
        return changes.cursor.xid

    async def _live(self, socket: Socket, mailbox: Mailbox, verified: VerifiedToken, delta_xid: int) -> None:
        heard = _Heard(time.monotonic())
        tasks = [
            asyncio.create_task(self._write(socket, mailbox, delta_xid)),
            asyncio.create_task(self._read(socket, mailbox, heard)),
            asyncio.create_task(self._ping(mailbox, heard)),
            asyncio.create_task(_overflow(mailbox)),
            asyncio.create_task(_expire(verified.expires_at)),
        ]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _write(self, socket: Socket, mailbox: Mailbox, delta_xid: int) -> None:
        while True:
            frame = await mailbox.take()
            # What the delta's snapshot saw in whole has been sent already.
            if not 0 < frame.next_xid <= delta_xid:
                await socket.send_text(frame.text)
            mailbox.sent(frame)

    async def _read(self, socket: Socket, mailbox: Mailbox, heard: _Heard) -> None:
        while True:
            text = await socket.receive_data(mode="text")
            heard.at = time.monotonic()
            try:
                frame = _decode(text)
            except _BadFrame as error:
                mailbox.put(encode(ErrorFrame(code="bad_frame", detail=str(error), retry_after_ms=None)))
                continue
            if isinstance(frame, ProbeFrame):
                mailbox.put(encode(PingFrame()))

    async def _ping(self, mailbox: Mailbox, heard: _Heard) -> None:
        while time.monotonic() - heard.at < self._timing.silence:
            await asyncio.sleep(self._timing.ping * random.uniform(0.8, 1.2))
            mailbox.put(encode(PingFrame()))
        raise _Close(CloseCode.SILENT, "no answer to a ping")


def _decode(text: str) -> ClientFrame | None:
    """Read a frame; None for a type that a newer client may know. Raises `_BadFrame`."""
    try:
        if _decode_tag(text).type not in _KNOWN_TYPES:
            return None
        return _decode_frame.decode(text)
    except msgspec.MsgspecError as error:
        raise _BadFrame(str(error)) from error


@contextlib.asynccontextmanager
async def _limit(seconds: float) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise _Close(CloseCode.SLOW_READER, "catching up took too long") from None


async def _overflow(mailbox: Mailbox) -> None:
    await mailbox.overflow()
    raise _Close(CloseCode.SLOW_READER, "this client reads too slowly")


async def _expire(expires_at: int) -> None:
    await asyncio.sleep(max(0.0, expires_at - time.time()))
    raise _Close(CloseCode.TOKEN_EXPIRED, "token_expired")
