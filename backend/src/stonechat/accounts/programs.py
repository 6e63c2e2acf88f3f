"""Programs: proving an API token with nearly every request answered from memory."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import logging
import math
import re
import secrets
import time
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from sqlalchemy import func, select, update

from stonechat.accounts.actor import AgentActor, Scope
from stonechat.accounts.tables import ApiTokenRow
from stonechat.accounts.tokens import VerifiedToken, expired, not_genuine
from stonechat.buckets import TokenBucket
from stonechat.db.database import Database
from stonechat.db.shared_reads import SharedReads
from stonechat.errors import TooManyRequests
from stonechat.logs import log_fault

log = logging.getLogger(__name__)

PREFIX = "sc_"
SECRET_BYTES = 32
REMEMBERED_SECONDS = 600.0
"""How long a token is not looked up again: less than a revocation, which refuses it at once, is kept in memory."""
REQUESTS_A_SECOND = 50.0
REQUESTS_AT_ONCE = 50.0
NOTED_SECONDS = 60.0
"""How exactly a token's last use is known."""

_TOKEN = re.compile(rf"{PREFIX}(?P<id>[0-9a-f]{{32}})_(?P<secret>[A-Za-z0-9_-]{{43}})")


def make_token(token_id: UUID) -> tuple[str, bytes]:
    """A new API token, and the hash of its secret, which is all that is stored."""
    secret = base64.urlsafe_b64encode(secrets.token_bytes(SECRET_BYTES)).rstrip(b"=").decode()
    return f"{PREFIX}{token_id.hex}_{secret}", _hash(secret)


def is_api_token(token: str) -> bool:
    """Whether this has to be one of a program's: no other token of ours begins like that."""
    return token.startswith(PREFIX)


@dataclass(slots=True)
class _Known:
    """A token that was looked up."""

    secret_hash: bytes
    verified: VerifiedToken
    read_at: float
    bucket: TokenBucket
    noted_at: float = -math.inf


class Programs:
    """Checks API tokens in this process. Whether one was revoked is for `Revocations` to say, as with all sessions."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._readings = SharedReads(self._read)
        self._known: dict[UUID, _Known] = {}
        self._used: set[UUID] = set()
        self._writer: asyncio.Task[None] | None = None

    async def verify(self, token: str) -> VerifiedToken:
        """Whose token it is.

        Raises `Unauthenticated` (`token_expired` when only the time is wrong), `TooManyRequests`, `Busy`.
        """
        parts = _TOKEN.fullmatch(token)
        if parts is None:
            raise not_genuine()
        token_id = UUID(parts["id"])
        known = self._known.get(token_id)
        if known is None or time.monotonic() - known.read_at > REMEMBERED_SECONDS:
            known = await self._look_up(token_id)
        if known is None or not hmac.compare_digest(known.secret_hash, _hash(parts["secret"])):
            raise not_genuine()
        if known.verified.expires_at <= time.time():
            raise expired()
        now = time.monotonic()
        # Counted only now, so that nobody without the secret can use up what the program may ask.
        if not known.bucket.take(now):
            raise TooManyRequests(f"A token may ask {REQUESTS_A_SECOND:.0f} times a second.", retry_after=1)
        if now - known.noted_at >= NOTED_SECONDS:
            known.noted_at = now
            self._note(token_id)
        return known.verified

    async def stop(self) -> None:
        """Write down the last uses that wait for it."""
        if self._writer is not None:
            await self._writer

    async def _look_up(self, token_id: UUID) -> _Known | None:
        asked_at = time.monotonic()
        row = await self._readings.ask(token_id)
        if row is None:
            self._known.pop(token_id, None)
            return None
        before = self._known.get(token_id)
        known = self._known[token_id] = _Known(
            secret_hash=row.secret_hash,
            verified=_verified(row),
            read_at=asked_at,
            bucket=before.bucket if before else TokenBucket(REQUESTS_A_SECOND, REQUESTS_AT_ONCE, asked_at),
            noted_at=before.noted_at if before else -math.inf,
        )
        return known

    async def _read(self, token_ids: list[UUID]) -> list[ApiTokenRow | None]:
        query = select(ApiTokenRow).where(ApiTokenRow.id.in_(set(token_ids)), ApiTokenRow.revoked_at.is_(None))
        rows = await self._database.read(lambda session: session.scalars(query))
        found = {row.id: row for row in rows}
        return [found.get(token_id) for token_id in token_ids]

    def _note(self, token_id: UUID) -> None:
        self._used.add(token_id)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write(), name="last uses")

    async def _write(self) -> None:
        while self._used:
            used, self._used = self._used, set()
            noted = update(ApiTokenRow).where(ApiTokenRow.id.in_(used)).values(last_used_at=func.now())
            try:
                await self._database.write(lambda session, noted=noted: session.execute(noted))  # type: ignore[misc]  # mypy cannot infer a lambda with a default
            except Exception as error:
                # Nobody waits for it, and a minute later it is tried again.
                log_fault(log, "could not note the last use of API tokens", error)


def _verified(row: ApiTokenRow) -> VerifiedToken:
    actor = AgentActor(
        agent_id=row.agent_id,
        session_id=row.id,
        role="integration",
        scopes=tuple(cast("list[Scope]", row.scopes)),
    )
    return VerifiedToken(actor=actor, expires_at=row.expires_at.timestamp() if row.expires_at else math.inf)


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
