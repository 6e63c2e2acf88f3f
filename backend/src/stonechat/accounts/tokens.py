"""Access tokens (JWT, short-lived) and rotating keys (long-lived, one generation at a time).

A rotating key is `session.generation.mac`. Its successor follows from the session alone, so a lost answer can be
repeated word for word, and the database holds nothing that would let its reader in.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from dataclasses import dataclass
from enum import Enum
from typing import Any
from uuid import UUID

import jwt

from stonechat.accounts.actor import Actor, AgentActor, CustomerActor
from stonechat.errors import Unauthenticated

ALGORITHM = "HS256"
AGENT_TOKEN_SECONDS = 15 * 60
CUSTOMER_TOKEN_SECONDS = 30 * 60
MOST_REMEMBERED = 20_000


class KeyPurpose(Enum):
    """What a rotating key opens; a key for one is worthless for another."""

    AGENT_REFRESH = "agent-refresh"
    CUSTOMER_RESUME = "customer-resume"
    INVITATION = "invitation"
    PASSWORD_RESET = "password-reset"  # noqa: S105 (the name of a purpose)


@dataclass(frozen=True, slots=True)
class VerifiedToken:
    """An actor whose token was genuine, and when (seconds since 1970) it stops being so; infinity is never."""

    actor: Actor
    expires_at: float


class Tokens:
    """Makes and checks all tokens. Thread-safe, no I/O."""

    def __init__(self, secrets: tuple[str, ...], time_scale: float = 1.0) -> None:
        """`secrets`: newest first; the first signs, all verify. Lifetimes are multiplied by `time_scale`."""
        self._secrets = [secret.encode() for secret in secrets]
        self._time_scale = time_scale
        self._verified: dict[str, VerifiedToken] = {}
        """What was found genuine, because checking a signature costs a sixth of storing a message."""

    def issue(self, actor: Actor) -> tuple[str, int]:
        """Return an access token and its lifetime in seconds."""
        now = int(time.time())
        match actor:
            case AgentActor():
                lifetime = AGENT_TOKEN_SECONDS
                claims: dict[str, Any] = {"aud": "agent", "sub": str(actor.agent_id), "role": actor.role}
            case CustomerActor():
                lifetime = CUSTOMER_TOKEN_SECONDS
                claims = {"aud": "customer", "sub": str(actor.customer_id), "site": str(actor.site_id)}
                if actor.origin is not None:
                    claims["origin"] = actor.origin
        lifetime = max(1, round(lifetime * self._time_scale))
        claims |= {"sid": str(actor.session_id), "iat": now, "exp": now + lifetime}
        return jwt.encode(claims, self._secrets[0], algorithm=ALGORITHM), lifetime

    def verify(self, token: str) -> VerifiedToken:
        """Return whose token it is. Raises `Unauthenticated` (`token_expired` when only the time is wrong)."""
        known = self._verified.get(token)
        if known is not None and known.expires_at > time.time():
            return known
        verified = self._verify(token)
        if len(self._verified) >= MOST_REMEMBERED:
            self._verified.clear()
        self._verified[token] = verified
        return verified

    def _verify(self, token: str) -> VerifiedToken:
        claims = self._claims(token)
        try:
            session_id, subject = UUID(claims["sid"]), UUID(claims["sub"])
            actor: Actor
            if claims["aud"] == "agent":
                actor = AgentActor(agent_id=subject, session_id=session_id, role=claims["role"])
            else:
                actor = CustomerActor(
                    customer_id=subject,
                    session_id=session_id,
                    site_id=UUID(claims["site"]),
                    origin=claims.get("origin"),
                )
        except (KeyError, ValueError) as error:
            raise not_genuine() from error
        return VerifiedToken(actor=actor, expires_at=int(claims["exp"]))

    def _claims(self, token: str) -> dict[str, Any]:
        for secret in self._secrets:
            try:
                return jwt.decode(
                    token,
                    secret,
                    algorithms=[ALGORITHM],
                    audience=["agent", "customer"],
                    options={"require": ["exp", "sub", "aud"]},
                )
            except jwt.ExpiredSignatureError as error:
                raise expired() from error
            except jwt.InvalidSignatureError:
                continue
            except jwt.InvalidTokenError as error:
                raise not_genuine() from error
        raise not_genuine()

    def mint_key(self, purpose: KeyPurpose, session_id: UUID, generation: int) -> str:
        """Return the key of one generation of a session. The same arguments give the same key."""
        head = f"{session_id.hex}.{generation}"
        return f"{head}.{self._mac(self._secrets[0], purpose, head)}"

    def open_key(self, purpose: KeyPurpose, key: str) -> tuple[UUID, int] | None:
        """Return the session and generation of a key that we made, None for anything else."""
        head, _, mac = key.rpartition(".")
        if not any(
            hmac.compare_digest(self._mac(secret, purpose, head).encode(), mac.encode()) for secret in self._secrets
        ):
            return None
        session, _, generation = head.partition(".")
        return UUID(session), int(generation)

    @staticmethod
    def _mac(secret: bytes, purpose: KeyPurpose, head: str) -> str:
        digest = hmac.digest(secret, f"{purpose.value}:{head}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def expired() -> Unauthenticated:
    """The refusal of a token that was genuine."""
    return Unauthenticated("token_expired", "This token has expired; get a new one.")


def not_genuine() -> Unauthenticated:
    """The refusal of a token that never was."""
    return Unauthenticated("unauthenticated", "This token is not one of ours.")
