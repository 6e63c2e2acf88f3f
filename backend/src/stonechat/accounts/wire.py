"""Agents as the API shows them, and how they sign in."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from stonechat.settings import LONGEST_PASSWORD, SHORTEST_PASSWORD

PersonRole = Literal["admin", "agent"]
Role = Literal["admin", "agent", "integration"]
"""An integration is a program that writes with an API token; it needs no seat."""
Availability = Literal["online", "away", "offline"]

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Email = Annotated[str, msgspec.Meta(min_length=3, max_length=254)]
GivenPassword = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_PASSWORD)]
NewPassword = Annotated[str, msgspec.Meta(min_length=SHORTEST_PASSWORD, max_length=LONGEST_PASSWORD)]
LinkToken = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class AgentProfile(msgspec.Struct, frozen=True):
    """What everybody who talks with an agent may know of them."""

    id: UUID
    name: str
    active: bool
    availability: Availability
    """What the agent says of themselves."""
    face_id: UUID | None
    """For `/v1/faces/{face_id}`; None: show the initials."""
    version: int


class Agent(msgspec.Struct, frozen=True):
    """An agent as agents see each other."""

    id: UUID
    name: str
    active: bool
    availability: Availability
    face_id: UUID | None
    """For `/v1/faces/{face_id}`; None: show the initials."""
    version: int
    email: str | None
    """None for an integration."""
    role: Role
    capacity: int | None
    """How many open conversations this agent is given by themselves; None is no limit."""
    created_at: datetime


class AgentPage(msgspec.Struct, frozen=True):
    """A page of the team and its integrations, oldest first."""

    items: list[Agent]
    next: str | None
    seats: int | None
    """How many people may be active at once; None is no limit. Integrations need no seat."""


class Credentials(msgspec.Struct, frozen=True):
    """What an agent signs in with."""

    email: Email
    password: GivenPassword


class SignedIn(msgspec.Struct, frozen=True):
    """An agent's access token; the refresh token travels in a cookie that scripts cannot read."""

    access_token: str
    expires_in: int
    """Seconds."""
    agent: Agent


class SetAvailability(msgspec.Struct, frozen=True):
    """What an agent says of themselves."""

    availability: Availability


class ChangeMe(msgspec.Struct, frozen=True):
    """What an agent changes of their own account."""

    name: Name


class ChangePassword(msgspec.Struct, frozen=True):
    """A new password, from whoever knows the present one."""

    current: GivenPassword
    new: NewPassword


class OwnSession(msgspec.Struct, frozen=True):
    """A browser in which one is signed in."""

    id: UUID
    user_agent: str
    """What the browser says of itself."""
    created_at: datetime
    last_used_at: datetime
    """When it last asked to stay signed in; a browser in use does so every 15 minutes."""
    current: bool
    """Whether it is the one that asks."""


class OwnSessionList(msgspec.Struct, frozen=True):
    """One's sessions, the one used last first."""

    items: list[OwnSession]
