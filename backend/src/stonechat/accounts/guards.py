"""The actor as a typed handler parameter: `actor`, `agent`, `admin` or `customer`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias
from uuid import UUID

from litestar import Request
from litestar.di import NamedDependency, Provide

from stonechat.accounts.actor import Actor, AgentActor, CustomerActor, Scope
from stonechat.accounts.programs import Programs, is_api_token
from stonechat.accounts.revocations import Revocations
from stonechat.accounts.tokens import Tokens, VerifiedToken
from stonechat.errors import Forbidden, Unauthenticated

SCHEME = "bearer"
_SCOPE = "scope"
SECURITY: list[dict[str, list[str]]] = [{SCHEME: []}]
"""For `security=` of every operation that needs an actor."""


def check_origin(verified: VerifiedToken, origin: str | None) -> None:
    """A customer's token works on the origin it was given to. Raises `Forbidden`.

    Browsers leave `Origin` out of same-origin reads, so a missing one proves nothing; a wrong one does.
    """
    actor = verified.actor
    if isinstance(actor, CustomerActor) and origin is not None and origin.lower() != actor.origin:
        raise Forbidden("origin_not_allowed", "This token was given to another website.")


CheckEmbedding: TypeAlias = Callable[[UUID, str | None], Awaitable[None]]
"""Raises `Forbidden` when a site may not be used from an origin any more; sites, on a higher floor, fill it in."""


class Doorkeeper:
    """Lets a request in, or says why not."""

    def __init__(
        self, tokens: Tokens, programs: Programs, revocations: Revocations, check_embedding: CheckEmbedding
    ) -> None:
        self._tokens = tokens
        self._programs = programs
        self._revocations = revocations
        self._check_embedding = check_embedding

    async def admit(self, authorization: str, origin: str | None) -> Actor:
        """Whose request it is, from two of its headers.

        Raises `Unauthenticated`, `Forbidden`, `NotFound`, `TooManyRequests`, `Busy`.
        """
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != SCHEME or not token:
            raise Unauthenticated("unauthenticated", "Send an access token as `Authorization: Bearer …`.")
        actor = (await self.verify(token.strip(), origin)).actor
        if isinstance(actor, CustomerActor):
            await self._check_embedding(actor.site_id, actor.origin)
        return actor

    async def verify(self, token: str, origin: str | None) -> VerifiedToken:
        """Whose token it is, without asking whether a site still lets that page in.

        Raises `Unauthenticated`, `Forbidden`, `TooManyRequests`, `Busy`.
        """
        verified = await self._programs.verify(token) if is_api_token(token) else self._tokens.verify(token)
        check_origin(verified, origin)
        self._revocations.check(verified.actor)
        return verified


def scope(needed: Scope) -> dict[str, Scope]:
    """For `opt=` of every operation that a program may ask for: the scope that its API token needs.

    Operations without one are for people only.
    """
    return {_SCOPE: needed}


def scope_of(opt: Mapping[str, Any]) -> Scope | None:
    """The scope that an operation's `opt` names; None is for people only."""
    needed: Scope | None = opt.get(_SCOPE)
    return needed


async def _provide_actor(request: Request[Any, Any, Any], doorkeeper: NamedDependency[Doorkeeper]) -> Actor:
    actor = await doorkeeper.admit(request.headers.get("authorization", ""), request.headers.get("origin"))
    check_scope(actor, scope_of(request.route_handler.opt))
    return actor


def check_scope(actor: Actor, needed: Scope | None) -> None:
    """Raise `Forbidden` when the actor is a program whose token does not reach so far; None is for people only."""
    if isinstance(actor, AgentActor) and actor.role == "integration":
        if needed is None:
            raise Forbidden("people_only", "No API token may do this.")
        if needed not in actor.scopes:
            raise Forbidden("scope_missing", f"This API token needs the scope {needed} for that.")


def _provide_agent(actor: NamedDependency[Actor]) -> AgentActor:
    if not isinstance(actor, AgentActor):
        raise Forbidden("agents_only", "Only agents may do this.")
    return actor


def _provide_admin(agent: NamedDependency[AgentActor]) -> AgentActor:
    if agent.role != "admin":
        raise Forbidden("admins_only", "Only admins may do this.")
    return agent


def _provide_customer(actor: NamedDependency[Actor]) -> CustomerActor:
    if not isinstance(actor, CustomerActor):
        raise Forbidden("customers_only", "Only customers may do this.")
    return actor


ACTOR_DEPENDENCIES = {
    "actor": Provide(_provide_actor),
    "agent": Provide(_provide_agent, sync_to_thread=False),
    "admin": Provide(_provide_admin, sync_to_thread=False),
    "customer": Provide(_provide_customer, sync_to_thread=False),
}
