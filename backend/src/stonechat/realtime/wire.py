"""Frames of the socket: JSON text, told apart by `type`. Unknown types and fields are ignored by both sides."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias
from uuid import UUID

import msgspec

from stonechat.accounts.wire import AgentProfile
from stonechat.conversations.wire import Conversation, Mark, Message, SentKind, SetMark
from stonechat.customers.wire import Customer
from stonechat.sites.wire import Site
from stonechat.tags.wire import Tag


class HelloFrame(msgspec.Struct, frozen=True, tag="hello"):
    """The first frame of a client: who it is, and what it has already."""

    token: str
    tab: Annotated[str, msgspec.Meta(max_length=64)]
    """A name of the client's choice, different in each tab."""
    since: str | None
    """The newest cursor that the client was given; None when it has nothing."""


class OpenFrame(msgspec.Struct, frozen=True, tag="open"):
    """This client shows a timeline: it gets the ephemeral frames of it. After a reconnect it opens again."""

    conversation_id: UUID


class CloseFrame(msgspec.Struct, frozen=True, tag="close"):
    """This client shows that timeline no more."""

    conversation_id: UUID


class TypingFrame(msgspec.Struct, frozen=True, tag="typing"):
    """Somebody types into an opened timeline; sent at most every 3 s while they do."""

    conversation_id: UUID
    kind: SentKind


class ViewingFrame(msgspec.Struct, frozen=True, tag="viewing"):
    """What an agent's tab has in the foreground: an opened timeline, or nothing of ours."""

    conversation_id: UUID | None


class MarkFrame(SetMark, frozen=True, tag="mark"):
    """How far this reader got; where that moves a mark, its row comes to everybody concerned."""

    conversation_id: UUID


class RefreshFrame(msgspec.Struct, frozen=True, tag="refresh"):
    """A newer token of the same person: the connection lives as long as this one is good."""

    token: str


class PongFrame(msgspec.Struct, frozen=True, tag="pong"):
    """The answer to a ping."""


class ProbeFrame(msgspec.Struct, frozen=True, tag="probe"):
    """Is this connection alive? A ping answers at once."""


ClientFrame: TypeAlias = (
    HelloFrame | OpenFrame | CloseFrame | TypingFrame | ViewingFrame | MarkFrame | RefreshFrame | PongFrame | ProbeFrame
)


class RowsFrame(msgspec.Struct, frozen=True, tag="rows"):
    """Rows that changed. A row that the client holds in the same or a newer `version` is to be ignored."""

    conversations: list[Conversation]
    messages: list[Message]
    marks: list[Mark]
    customers: list[Customer]
    agents: list[AgentProfile]
    tags: list[Tag]
    """For agents only."""
    sites: list[Site]
    """For agents only."""
    cursor: str | None
    """Where to resume once this frame is applied; None: keep the cursor that there was."""


class ReadyFrame(msgspec.Struct, frozen=True, tag="ready"):
    """All that was missed has been sent; from here on it is live."""

    cursor: str


class ResetFrame(msgspec.Struct, frozen=True, tag="reset"):
    """The cursor cannot be resumed: load again over REST, and keep what is not sent yet."""


class EphemeralFrame(msgspec.Struct, frozen=True, tag="ephemeral"):
    """Something that is nowhere stored, about an opened timeline. Frames like this may be left out.

    `typing` is over 6 s after the last frame, `viewing` after 30 s; `presence` stays until another frame or the end of
    the connection. A client ignores those of its own `author_id`.
    """

    conversation_id: UUID
    event: Literal["typing", "viewing", "presence"]
    author: Literal["customer", "agent"]
    author_id: UUID | None
    """None: somebody of the team, which is all that customers learn of agents' presence."""
    kind: SentKind | None
    """What is being typed; None for other events."""
    active: bool


class ErrorFrame(msgspec.Struct, frozen=True, tag="error"):
    """A frame of the client was not acceptable, or the connection is about to be closed for this reason."""

    code: str
    detail: str
    retry_after_ms: int | None


class PingFrame(msgspec.Struct, frozen=True, tag="ping"):
    """Still there? Answer with a pong."""


class ByeFrame(msgspec.Struct, frozen=True, tag="bye"):
    """The server is about to close; come back after the given time."""

    retry_after_ms: int


ServerFrame: TypeAlias = RowsFrame | ReadyFrame | ResetFrame | EphemeralFrame | ErrorFrame | PingFrame | ByeFrame


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
    marks: list[Mark]
    customers: list[Customer]
    agents: list[AgentProfile]
    tags: list[Tag]
    """For agents only."""
    sites: list[Site]
    """For agents only."""
    reset: bool
    """The cursor cannot be resumed: load again over REST, and keep what is not sent yet."""
    cursor: str
    """For the next call."""
