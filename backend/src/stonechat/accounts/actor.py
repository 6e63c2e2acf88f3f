"""Who makes a request. Every use case takes an actor, and policy decides by its kind.

Actors are tagged Structs because Litestar checks handler parameters with msgspec, which tells only such a union apart.
"""

from __future__ import annotations

from typing import Literal, TypeAlias
from uuid import UUID

import msgspec


class AgentActor(msgspec.Struct, frozen=True, tag=True):
    """A signed-in agent."""

    agent_id: UUID
    session_id: UUID
    role: Literal["admin", "agent"]


class CustomerActor(msgspec.Struct, frozen=True, tag=True):
    """A customer on a site. The token is good on the page's origin only; None is a program, which has no origin."""

    customer_id: UUID
    session_id: UUID
    site_id: UUID
    origin: str | None


Actor: TypeAlias = AgentActor | CustomerActor
