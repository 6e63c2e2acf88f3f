"""How often one may try to sign in, from where and as whom."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from stonechat.audit import request_address
from stonechat.throttling import Throttle, Throttles, address_key

# A person mistypes a few times; whoever guesses is left with some 3,000 passwords a day for each account.
SIGN_IN_AS = Throttle("sign-in as", burst=10, interval=timedelta(seconds=30))
# An office may share one address.
SIGN_IN_FROM = Throttle("sign-in from", burst=30, interval=timedelta(seconds=6))
LINK_FROM = Throttle("link from", burst=30, interval=timedelta(seconds=6))
PASSWORD_OF = Throttle("password of", burst=10, interval=timedelta(seconds=30))


class Attempts:
    """Counts attempts. What was right counts too, or the answer would say whether it was."""

    def __init__(self, throttles: Throttles) -> None:
        self._throttles = throttles

    async def sign_in(self, email: str) -> None:
        """Somebody tries to sign in. Raises `TooManyRequests`, `Busy`."""
        await self._throttles.check({SIGN_IN_AS: email.strip().lower(), SIGN_IN_FROM: _address()})

    async def use_link(self) -> None:
        """Somebody shows a link's secret. Raises `TooManyRequests`, `Busy`."""
        await self._throttles.check({LINK_FROM: _address()})

    async def show_password(self, agent_id: UUID) -> None:
        """Somebody who is signed in shows their password again. Raises `TooManyRequests`, `Busy`."""
        await self._throttles.check({PASSWORD_OF: agent_id.hex})


def _address() -> str:
    return address_key(request_address.get())
