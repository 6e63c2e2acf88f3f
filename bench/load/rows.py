"""What a client was sent: frames as far as a client has to understand them, and which rows came how often."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from bench.load.wire import MESSAGE_PREFIX

KINDS = ("conversations", "messages", "marks", "customers", "agents", "tags", "sites")
Key = tuple[str, str, str]
"""The kind of a row, its id, and the conversation within which the id is one."""


class Row(msgspec.Struct, gc=False):
    """Of any kind."""

    id: str
    version: int
    conversation_id: str = ""


class Frame(msgspec.Struct):
    """Any frame of the server, or the answer to a poll, which has no type."""

    type: str = ""
    code: str = ""
    retry_after_ms: int | None = None
    cursor: str | None = None
    reset: bool = False
    conversations: list[Row] = []
    messages: list[Row] = []
    marks: list[Row] = []
    customers: list[Row] = []
    agents: list[Row] = []
    tags: list[Row] = []
    sites: list[Row] = []

    def rows(self) -> Iterator[tuple[Key, int]]:
        """All rows with their versions."""
        for kind in KINDS:
            for row in getattr(self, kind):
                yield (kind, row.id, row.conversation_id), row.version


decode_frame = msgspec.json.Decoder(Frame).decode


class Kept:
    """All versions of all rows that one client was sent."""

    __slots__ = ("_newest", "_numbers", "_versions", "repeats", "stale")

    def __init__(self) -> None:
        self._versions: set[int] = set()
        """Hashes of rows and versions: there may be hundreds of thousands."""
        self._newest: dict[int, int] = {}
        self._numbers: set[int] = set()
        self.repeats = 0
        """Rows that came again with a version that the client had. An agent's profile comes with all that they write,
        so it is left out."""
        self.stale = 0
        """Rows that came first when the client had a newer version already."""

    def take(self, frame: Frame) -> None:
        """Note what is in a frame."""
        for key, version in frame.rows():
            this, row = hash((key, version)), hash(key)
            if this in self._versions:
                self.repeats += key[0] != "agents"
                continue
            self._versions.add(this)
            newest = self._newest.get(row, 0)
            self.stale += version < newest
            self._newest[row] = max(version, newest)
            if key[0] == "messages" and key[1].startswith(MESSAGE_PREFIX):
                self._numbers.add(int(key[1][len(MESSAGE_PREFIX) :], 16))

    def missing(self, numbers: set[int]) -> int:
        """How many of these messages of the bench never came."""
        return len(numbers - self._numbers)

    @property
    def messages(self) -> int:
        """How many messages of the bench came."""
        return len(self._numbers)
