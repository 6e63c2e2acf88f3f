"""Who makes a request. Every use case takes an actor, and policy decides by its kind.

Actors are tagged Structs because Litestar checks handler parameters with msgspec, which tells only such a union apart.
"""

from __future__ import annotations

from typing import Literal, TypeAlias
from uuid import UUID

import msgspec

Scope = Literal[
    "changes:read",
    "conversations:read",
    "conversations:write",
    "customers:read",
    "customers:write",
    "settings:read",
]
"""What an API token may do. `changes:read` is for all that agents are told live."""


class AgentActor(msgspec.Struct, frozen=True, tag=True):
    """Somebody of the team: a signed-in agent, or a program with an API token."""

    agent_id: UUID
    session_id: UUID
    """For a program, its token's id."""
    role: Literal["admin", "agent", "integration"]
    scopes: tuple[Scope, ...] = ()
    """What a program may do; people may do what their role may."""


class CustomerActor(msgspec.Struct, frozen=True, tag=True):
    """A customer on a site. The token is good on the page's origin only; None is a program, which has no origin."""

    customer_id: UUID
    session_id: UUID
    site_id: UUID
    origin: str | None


Actor: TypeAlias = AgentActor | CustomerActor
