"""Frames of the socket: JSON text, told apart by `type`. Unknown types and fields are ignored by both sides."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import msgspec

from stonechat.accounts.wire import AgentProfile
from stonechat.conversations.wire import Conversation, Message
from stonechat.customers.wire import Customer


class HelloFrame(msgspec.Struct, frozen=True, tag="hello"):
    """The first frame of a client: who it is, and what it has already."""

    token: str
    tab: Annotated[str, msgspec.Meta(max_length=64)]
    """A name of the client's choice, different in each tab."""
    since: str | None
    """The newest cursor that the client was given; None when it has nothing."""


class PongFrame(msgspec.Struct, frozen=True, tag="pong"):
    """The answer to a ping."""


class ProbeFrame(msgspec.Struct, frozen=True, tag="probe"):
    """Is this connection alive? A ping answers at once."""


ClientFrame: TypeAlias = HelloFrame | PongFrame | ProbeFrame


class RowsFrame(msgspec.Struct, frozen=True, tag="rows"):
    """Rows that changed. A row that the client holds in the same or a newer `version` is to be ignored."""

    conversations: list[Conversation]
    messages: list[Message]
    customers: list[Customer]
    agents: list[AgentProfile]
    cursor: str | None
    """Where to resume once this frame is applied; None: keep the cursor that there was."""


class ReadyFrame(msgspec.Struct, frozen=True, tag="ready"):
    """All that was missed has been sent; from here on it is live."""

    cursor: str


class ResetFrame(msgspec.Struct, frozen=True, tag="reset"):
    """The cursor cannot be resumed: load again over REST, and keep what is not sent yet."""


class ErrorFrame(msgspec.Struct, frozen=True, tag="error"):
    """A frame of the client was not acceptable."""

    code: str
    detail: str
    retry_after_ms: int | None


class PingFrame(msgspec.Struct, frozen=True, tag="ping"):
    """Still there? Answer with a pong."""


class ByeFrame(msgspec.Struct, frozen=True, tag="bye"):
    """The server is about to close; come back after the given time."""

    retry_after_ms: int


ServerFrame: TypeAlias = RowsFrame | ReadyFrame | ResetFrame | ErrorFrame | PingFrame | ByeFrame


class SyncRequest(msgspec.Struct, frozen=True):
    """Where a client is that has no socket."""

    since: str | None
    """The newest cursor that the client was given; None asks for one and gets nothing else."""
    wait: Annotated[int, msgspec.Meta(ge=0, le=25)]
    """Seconds to wait for a change where there is none yet."""


class SyncAnswer(msgspec.Struct, frozen=True):
    """Rows that changed, to be applied as those of a `rows` frame."""

    conversations: list[Conversation]
    messages: list[Message]
    customers: list[Customer]
    agents: list[AgentProfile]
    reset: bool
    """The cursor cannot be resumed: load again over REST, and keep what is not sent yet."""
    cursor: str
    """For the next call."""
