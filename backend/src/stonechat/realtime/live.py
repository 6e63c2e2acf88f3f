"""One live connection: what it is sent, and what it may say, until either side ends it."""

from __future__ import annotations

import asyncio
import logging
import math
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, get_args
from uuid import UUID

import msgspec
from litestar import WebSocket

from stonechat.accounts.actor import Actor, AgentActor
from stonechat.accounts.guards import check_scope
from stonechat.accounts.tokens import VerifiedToken
from stonechat.buckets import TokenBucket
from stonechat.conversations.marks import Marks
from stonechat.conversations.rules import author_of
from stonechat.conversations.visibility import load_conversation
from stonechat.conversations.wire import SetMark
from stonechat.db.database import Database
from stonechat.errors import Busy, Refusal, TooManyRequests
from stonechat.logs import log_fault
from stonechat.realtime.closing import Close, CloseCode
from stonechat.realtime.cursor import Cursor
from stonechat.realtime.ephemera import Ephemera
from stonechat.realtime.hub import Hub, Mailbox, Timeline, encode
from stonechat.realtime.resumes import Resumes
from stonechat.realtime.timing import Timing
from stonechat.realtime.wire import (
    ByeFrame,
    ClientFrame,
    CloseFrame,
    ErrorFrame,
    HelloFrame,
    MarkFrame,
    OpenFrame,
    PingFrame,
    ProbeFrame,
    RefreshFrame,
    TypingFrame,
    ViewingFrame,
)
from stonechat.sites.service import Sites

log = logging.getLogger(__name__)

Socket = WebSocket[Any, Any, Any]

MOST_OPEN = 50
"""Timelines that one connection may have open."""
FRAMES_A_SECOND = 20.0
FRAMES_AT_ONCE = 60.0
MOST_FAULTS = 50
"""Frames that were not acceptable, after which a connection is closed: it is no client of ours."""


class BadFrame(Exception):
    """A frame that is not of the protocol."""


class _Tag(msgspec.Struct):
    type: str


_decode_tag = msgspec.json.Decoder(_Tag).decode
_decode_frame: msgspec.json.Decoder[ClientFrame] = msgspec.json.Decoder(ClientFrame)
_KNOWN_TYPES = {frame.__struct_config__.tag for frame in get_args(ClientFrame)}


def decode(text: str) -> ClientFrame | None:
    """Read a frame; None for a type that a newer client may know. Raises `BadFrame`."""
    try:
        if _decode_tag(text).type not in _KNOWN_TYPES:
            return None
        return _decode_frame.decode(text)
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise BadFrame(str(error)) from error


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every connection of a process shares."""

    database: Database
    sites: Sites
    hub: Hub
    resumes: Resumes
    marks: Marks
    ephemera: Ephemera
    timing: Timing


class LiveConnection:
    """A connection whose client is known and has what it missed."""

    def __init__(
        self,
        socket: Socket,
        verified: VerifiedToken,
        mailbox: Mailbox,
        around: Surroundings,
        verify: Callable[[str], Awaitable[VerifiedToken]],
    ) -> None:
        """`verify` says whose a token is, and raises `Close` for one that is not good on this socket."""
        self.actor: Actor = verified.actor
        self.person_id = author_of(verified.actor)[1]
        self._expires_at = verified.expires_at
        self._verify = verify
        self._socket = socket
        self._mailbox = mailbox
        self._around = around
        self._end: asyncio.Future[Close] = asyncio.get_running_loop().create_future()
        now = time.monotonic()
        self._heard_at = now
        self._frames = TokenBucket(FRAMES_A_SECOND, FRAMES_AT_ONCE, now)
        self._faults = 0
        self._open: dict[UUID, tuple[Timeline, UUID]] = {}
        self._typed_at: dict[UUID, dict[str, float]] = {}
        self._views: UUID | None = None
        self._expiry: asyncio.TimerHandle | None = None
        self._pinging: asyncio.TimerHandle | None = None
        mailbox.on_overflow = lambda: self.end(Close(CloseCode.SLOW_READER, "this client reads too slowly"))

    def end(self, close: Close) -> None:
        """Close this connection for that reason."""
        if not self._end.done():
            self._end.set_result(close)

    def say_goodbye(self, retry_after_ms: int) -> None:
        """Ask the client to leave and to come back after that time."""
        self._mailbox.put(encode(ByeFrame(retry_after_ms=retry_after_ms)))

    async def run(self, delta: Cursor) -> None:
        """Write and read until it ends; `delta` is the oldest transaction that the delta may not have seen.

        Raises `Close`, and what a socket raises whose client went away.
        """
        self._expire_later()
        self._ping_later()
        self._around.ephemera.arrive(self.actor)
        tasks = [asyncio.create_task(self._write(delta)), asyncio.create_task(self._read())]
        try:
            ends: list[asyncio.Future[Any]] = [*tasks, self._end]
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            if self._end.done():
                raise self._end.result()
            for task in tasks:
                if task.done():
                    task.result()
        finally:
            for timer in (self._expiry, self._pinging):
                if timer is not None:
                    timer.cancel()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._leave()

    def _leave(self) -> None:
        self._view(None)
        for timeline, customer_id in self._open.values():
            self._around.ephemera.hide(self._mailbox, timeline, customer_id)
        self._around.ephemera.depart(self.actor)

    async def _write(self, delta: Cursor) -> None:
        while True:
            frame = await self._mailbox.take()
            # What the delta's snapshot saw in whole has been sent already.
            if not frame.is_in(delta):
                await self._socket.send_text(frame.text)

    async def _read(self) -> None:
        while True:
            text = await self._socket.receive_data(mode="text")
            self._heard_at = time.monotonic()
            if not self._frames.take(self._heard_at):
                self._complain("too_many_frames", "This connection says too much.", retry_after_ms=1000)
                continue
            try:
                frame = decode(text)
                if frame is not None:
                    await self._do(frame)
            except Close as close:
                self.end(close)
            except BadFrame as error:
                self._complain("bad_frame", str(error))
            except (Busy, TooManyRequests) as error:
                self._complain(error.code, error.detail, retry_after_ms=1000 * error.retry_after)
            except Refusal as error:
                self._complain(error.code, error.detail)
            except Exception as error:
                log_fault(log, "a frame could not be dealt with", error)
                self._complain("internal_error", "Something went wrong; it is not your fault.")

    def _complain(self, code: str, detail: str, retry_after_ms: int | None = None) -> None:
        """Answer a frame that was not acceptable, and count it."""
        self._mailbox.put(encode(ErrorFrame(code=code, detail=detail, retry_after_ms=retry_after_ms)))
        self._faults += 1
        if self._faults > MOST_FAULTS:
            self.end(Close(CloseCode.BAD_FRAMES, "too many frames that were not acceptable", 60_000))

    async def _do(self, frame: ClientFrame) -> None:
        match frame:
            case ProbeFrame():
                self._mailbox.put(encode(PingFrame()))
            case OpenFrame():
                await self._open_timeline(frame.conversation_id)
            case CloseFrame():
                self._close_timeline(frame.conversation_id)
            case TypingFrame():
                check_scope(self.actor, "conversations:write")
                self._type(frame)
            case ViewingFrame():
                check_scope(self.actor, None)
                if isinstance(self.actor, AgentActor):
                    self._view(self._opened(frame.conversation_id))
            case MarkFrame():
                check_scope(self.actor, "conversations:write")
                request = SetMark(delivered_seq=frame.delivered_seq, read_seq=frame.read_seq)
                await self._around.marks.set(self.actor, frame.conversation_id, request)
            case RefreshFrame():
                self._prolong(await self._verify(frame.token))
            case HelloFrame():
                raise BadFrame("hello is said once")
            case _:
                pass  # A pong says nothing but that it came.

    def _prolong(self, verified: VerifiedToken) -> None:
        """Live as long as this newer token of the same person is good."""
        if author_of(verified.actor) != author_of(self.actor):
            raise Close(CloseCode.FORBIDDEN, "this token is another person's")
        self.actor, self._expires_at = verified.actor, verified.expires_at
        self._expire_later()

    async def _open_timeline(self, conversation_id: UUID) -> None:
        if conversation_id in self._open:
            return
        if len(self._open) >= MOST_OPEN:
            raise Refusal("too_many_open", f"A connection may have {MOST_OPEN} timelines open.")
        row = await self._around.database.read(lambda session: load_conversation(session, self.actor, conversation_id))
        timeline = Timeline(conversation_id, "agent" if isinstance(self.actor, AgentActor) else "customer")
        self._open[conversation_id] = (timeline, row.customer_id)
        self._around.ephemera.show(self._mailbox, timeline, row.customer_id)

    def _close_timeline(self, conversation_id: UUID) -> None:
        if self._views == conversation_id:
            self._view(None)
        self._typed_at.pop(conversation_id, None)
        opened = self._open.pop(conversation_id, None)
        if opened is not None:
            self._around.ephemera.hide(self._mailbox, *opened)

    def _opened(self, conversation_id: UUID | None) -> UUID | None:
        if conversation_id is not None and conversation_id not in self._open:
            raise Refusal("not_open", "Open the timeline first.")
        return conversation_id

    def _type(self, frame: TypingFrame) -> None:
        self._opened(frame.conversation_id)
        if frame.kind != "message" and not isinstance(self.actor, AgentActor):
            raise Refusal("agents_only", "Only agents write notes.")
        # Who turns from a reply to a note is told of again: the customer sees the one, and never the other.
        typed_at = self._typed_at.setdefault(frame.conversation_id, {})
        if self._heard_at - typed_at.get(frame.kind, -math.inf) >= self._around.timing.typing:
            typed_at[frame.kind] = self._heard_at
            self._around.ephemera.type(self.actor, frame.conversation_id, frame.kind)

    def _view(self, conversation_id: UUID | None) -> None:
        if conversation_id != self._views and isinstance(self.actor, AgentActor):
            self._around.ephemera.view(self.actor, self._views, conversation_id)
            self._views = conversation_id

    def _expire_later(self) -> None:
        if self._expiry is not None:
            self._expiry.cancel()
        if self._expires_at < math.inf:
            left = max(0.0, self._expires_at - time.time())
            close = Close(CloseCode.TOKEN_EXPIRED, "token_expired")
            self._expiry = asyncio.get_running_loop().call_later(left, self.end, close)

    def _ping_later(self) -> None:
        wait = self._around.timing.ping * random.uniform(0.8, 1.2)
        self._pinging = asyncio.get_running_loop().call_later(wait, self._ping)

    def _ping(self) -> None:
        if time.monotonic() - self._heard_at >= self._around.timing.silence:
            self.end(Close(CloseCode.SILENT, "no answer to a ping"))
        else:
            # Whoever was sent nothing for hours would otherwise come back from hours ago.
            if self._around.hub.position is not None:
                self._mailbox.put(self._around.hub.position)
            self._mailbox.put(encode(PingFrame()))
            self._ping_later()
