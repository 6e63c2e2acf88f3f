"""Accounts as the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

Role = Literal["admin", "agent", "integration"]
"""An integration is a program that writes with an API token; it needs no seat."""
Availability = Literal["online", "away", "offline"]


class AgentProfile(msgspec.Struct, frozen=True):
    """What everybody who talks with an agent may know of them."""

    id: UUID
    name: str
    active: bool
    availability: Availability
    """What the agent says of themselves."""
    version: int


class Agent(msgspec.Struct, frozen=True):
    """An agent as agents see each other."""

    id: UUID
    name: str
    active: bool
    availability: Availability
    version: int
    email: str | None
    """None for an integration."""
    role: Role
    created_at: datetime


class AgentPage(msgspec.Struct, frozen=True):
    """A page of agents, oldest first."""

    items: list[Agent]
    next: str | None


class Credentials(msgspec.Struct, frozen=True):
    """What an agent signs in with."""

    email: Annotated[str, msgspec.Meta(min_length=3, max_length=254)]
    password: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class SignedIn(msgspec.Struct, frozen=True):
    """An agent's access token; the refresh token travels in a cookie that scripts cannot read."""

    access_token: str
    expires_in: int
    """Seconds."""
    agent: Agent


class SetAvailability(msgspec.Struct, frozen=True):
    """What an agent says of themselves."""

    availability: Availability
