"""The hub: one encoded frame for all sockets of a topic, and a bounded queue for each socket."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

MOST_BYTES_HELD = 512 * 1024
"""What one socket may hold back before it is closed and has to resume."""

AGENTS = "agents"
Topic: TypeAlias = str | UUID
"""`AGENTS`, or a customer's id."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A frame ready to be sent, `size` bytes long. `next_xid` is the first transaction its snapshot could not see."""

    text: str
    size: int
    next_xid: int


class Mailbox:
    """What waits to be written to one socket. A row frame is never dropped: a full mailbox ends its connection."""

    def __init__(self) -> None:
        self._frames: deque[Encoded] = deque()
        self._held = 0
        self._filled = asyncio.Event()
        self._overflowed = asyncio.Event()

    def put(self, frame: Encoded) -> None:
        """Add a frame, however large to an empty mailbox. One that is full takes no more and has overflowed."""
        if self._held and self._held + frame.size > MOST_BYTES_HELD:
            self._overflowed.set()
        else:
            self._frames.append(frame)
            self._held += frame.size
        self._filled.set()

    async def take(self) -> Encoded:
        """The next frame, in order."""
        while not self._frames:
            self._filled.clear()
            await self._filled.wait()
        return self._frames.popleft()

    def sent(self, frame: Encoded) -> None:
        """A frame that was taken has left: only now it counts no more."""
        self._held -= frame.size

    async def overflow(self) -> None:
        """Return once a frame could not be taken in, because the reader is too slow."""
        await self._overflowed.wait()


class Hub:
    """Who listens to what, in this process."""

    def __init__(self) -> None:
        self._mailboxes: dict[Topic, set[Mailbox]] = defaultdict(set)
        self.on_first: Callable[[], None] = lambda: None
        """Called when somebody begins to listen where nobody did."""

    @property
    def is_idle(self) -> bool:
        """Whether nobody listens."""
        return not self._mailboxes

    def topics(self) -> frozenset[Topic]:
        """Topics that somebody listens to."""
        return frozenset(self._mailboxes)

    def subscribe(self, topic: Topic) -> Mailbox:
        """Open a mailbox that gets all that is published from now on."""
        mailbox = Mailbox()
        was_idle = self.is_idle
        self._mailboxes[topic].add(mailbox)
        if was_idle:
            self.on_first()
        return mailbox

    def unsubscribe(self, topic: Topic, mailbox: Mailbox) -> None:
        """Close a mailbox."""
        self._mailboxes[topic].discard(mailbox)
        if not self._mailboxes[topic]:
            del self._mailboxes[topic]

    def publish(self, topic: Topic, frame: Encoded) -> None:
        """Put a frame into every mailbox of a topic."""
        for mailbox in self._mailboxes.get(topic, ()):
            mailbox.put(frame)
