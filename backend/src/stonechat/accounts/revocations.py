"""Ended sessions whose access tokens are still within their time: refused in this process without asking anybody.

Whoever ends a session stores its id in the same transaction; the follower of every process reads it there with the
other changes, so that a revocation reaches all of them as fast as a message does.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from stonechat.accounts.actor import Actor
from stonechat.accounts.tables import RevocationRow
from stonechat.accounts.tokens import AGENT_TOKEN_SECONDS, CUSTOMER_TOKEN_SECONDS
from stonechat.errors import Unauthenticated

KEPT = timedelta(seconds=2 * max(AGENT_TOKEN_SECONDS, CUSTOMER_TOKEN_SECONDS))
"""No token of a session lives longer than half of this after the session's end."""


class Revocations:
    """The ended sessions that this process knows of."""

    def __init__(self) -> None:
        self._ended: dict[UUID, float] = {}
        self.on_ended: Callable[[UUID], None] = lambda _: None
        """Called once for each session that ends: its sockets are to be closed."""

    def learn(self, session_ids: Iterable[UUID]) -> None:
        """Refuse these sessions from now on."""
        now = time.monotonic()
        for session_id in [known for known, since in self._ended.items() if now - since > KEPT.total_seconds()]:
            del self._ended[session_id]
        for session_id in session_ids:
            if session_id not in self._ended:
                self._ended[session_id] = now
                self.on_ended(session_id)

    def check(self, actor: Actor) -> None:
        """Raise `Unauthenticated` when the actor's session has ended."""
        if actor.session_id in self._ended:
            raise Unauthenticated("unauthenticated", "This session has ended.")


async def revoke(session: AsyncSession, session_ids: Iterable[UUID]) -> None:
    """Have every process refuse these sessions. The caller's transaction is what ends them."""
    rows = [{"session_id": session_id} for session_id in session_ids]
    if rows:
        await session.execute(insert(RevocationRow).values(rows).on_conflict_do_nothing())
    await session.execute(delete(RevocationRow).where(RevocationRow.revoked_at < func.now() - KEPT))
