"""The hub: one encoded frame for all sockets of a topic, and a bounded queue for each socket."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias
from uuid import UUID

import msgspec

from stonechat.realtime.cursor import Cursor
from stonechat.realtime.wire import ServerFrame

MOST_BYTES_HELD = 512 * 1024
"""What may wait for one socket, beside the frame that is being written, before it is closed and has to resume."""

MOST_BYTES_COUNTED = MOST_BYTES_HELD // 4
"""So much counts of one frame. One that is large says nothing of the reader; several that wait do."""

AGENTS = "agents"


class Timeline(NamedTuple):
    """The ephemeral frames of one conversation, for those who have it open."""

    conversation_id: UUID
    audience: Literal["agent", "customer"]


Topic: TypeAlias = str | UUID | Timeline
"""`AGENTS` and a customer's id for rows, a timeline for what is nowhere stored."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A frame ready to be sent, `size` bytes long. `end` is the first transaction that its snapshot could not see."""

    text: str
    size: int
    end: Cursor | None

    def is_in(self, delta: Cursor) -> bool:
        """Whether a delta that may have missed transactions from `delta` on has all of this frame.

        Numbers of another start of the server say nothing: a crash gives some of them out again.
        """
        return self.end is not None and self.end.start == delta.start and self.end.xid <= delta.xid


def encode(frame: ServerFrame, end: Cursor | None = None) -> Encoded:
    """A frame as text. Without `end` it is sent whatever a client has."""
    data = msgspec.json.encode(frame)
    return Encoded(data.decode(), len(data), end)


class Mailbox:
    """What waits to be written to one socket. A row frame is never dropped: a full mailbox ends its connection."""

    def __init__(self) -> None:
        self._frames: deque[Encoded] = deque()
        self._waiting = 0
        self._filled = asyncio.Event()
        self.has_overflowed = False
        self.on_overflow: Callable[[], None] = lambda: None
        """Called once, when a frame could not be taken in because the reader is too slow."""

    def put(self, frame: Encoded) -> None:
        """Add a frame, however large, while there is room. A mailbox that is full takes no more and has overflowed."""
        if self._waiting >= MOST_BYTES_HELD:
            if not self.has_overflowed:
                self.has_overflowed = True
                self.on_overflow()
        else:
            self._frames.append(frame)
            self._waiting += _counted(frame)
        self._filled.set()

    def put_if_roomy(self, frame: Encoded) -> None:
        """Add a frame that nobody needs to have; a mailbox that is half full leaves it out."""
        if self._waiting + _counted(frame) <= MOST_BYTES_HELD // 2:
            self.put(frame)

    async def take(self) -> Encoded:
        """The next frame, in order."""
        while not self._frames:
            self._filled.clear()
            await self._filled.wait()
        frame = self._frames.popleft()
        self._waiting -= _counted(frame)
        return frame

    def close(self) -> None:
        """Let go of all that waits. What remains of a connection that was ended may be in memory for long after it."""
        self._frames.clear()


def _counted(frame: Encoded) -> int:
    return min(frame.size, MOST_BYTES_COUNTED)


class Hub:
    """Who listens to what, in this process."""

    def __init__(self) -> None:
        self._mailboxes: dict[Topic, set[Mailbox]] = defaultdict(set)
        self.position: Encoded | None = None
        """A frame with the newest cursor, for whoever was sent nothing for long: all before it has been published."""
        self.on_first: Callable[[], None] = lambda: None
        """Called when somebody begins to listen where nobody did."""

    @property
    def is_idle(self) -> bool:
        """Whether nobody listens."""
        return not self._mailboxes

    def has(self, topic: Topic) -> bool:
        """Whether somebody listens to this."""
        return topic in self._mailboxes

    def topics(self) -> frozenset[Topic]:
        """Topics that somebody listens to."""
        return frozenset(self._mailboxes)

    def open(self, topic: Topic) -> Mailbox:
        """A new mailbox that gets all that is published from now on."""
        mailbox = Mailbox()
        was_idle = self.is_idle
        self.subscribe(topic, mailbox)
        if was_idle:
            self.on_first()
        return mailbox

    def subscribe(self, topic: Topic, mailbox: Mailbox) -> None:
        """Have a mailbox get what is published on one more topic."""
        self._mailboxes[topic].add(mailbox)

    def unsubscribe(self, topic: Topic, mailbox: Mailbox) -> None:
        """Have it get that no more."""
        listeners = self._mailboxes.get(topic, set())
        listeners.discard(mailbox)
        if not listeners:
            self._mailboxes.pop(topic, None)

    def publish(self, topic: Topic, frame: Encoded) -> None:
        """Put a frame into every mailbox of a topic."""
        for mailbox in self._mailboxes.get(topic, ()):
            mailbox.put(frame)

    def publish_ephemeral(self, topic: Topic, frame: ServerFrame) -> None:
        """Put a frame that is nowhere stored into every mailbox of a topic that has room."""
        if topic in self._mailboxes:
            encoded = encode(frame)
            for mailbox in self._mailboxes[topic]:
                mailbox.put_if_roomy(encoded)
