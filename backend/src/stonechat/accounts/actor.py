"""Who makes a request. Every use case takes an actor, and policy decides by its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AgentActor:
    """A signed-in agent."""

    agent_id: UUID
    session_id: UUID
    role: Literal["admin", "agent"]


@dataclass(frozen=True, slots=True)
class CustomerActor:
    """A customer on a site. The token is good on the page's origin only; None is a program, which has no origin."""

    customer_id: UUID
    session_id: UUID
    site_id: UUID
    origin: str | None


Actor: TypeAlias = AgentActor | CustomerActor
