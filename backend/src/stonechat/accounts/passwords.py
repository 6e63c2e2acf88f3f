"""Password hashing with argon2id, on a thread of its own.

A verification takes tens of milliseconds of pure CPU. On the event loop it would stop every conversation; on a shared
pool a flood of sign-ins would starve everything else that needs a thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import ParamSpec, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from stonechat.errors import Busy

P = ParamSpec("P")
T = TypeVar("T")

QUEUE_LIMIT = 32

# OWASP's password storage cheat sheet: the minimum for argon2id is 19 MiB, two passes, one lane.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_password(password: str) -> str:
    """Hash on the calling thread, for commands that have nothing else to do."""
    return _hasher.hash(password)


class Passwords:
    """Checks and hashes passwords one at a time."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="argon2")
        self._waiting = 0

    async def verify(self, password_hash: str | None, password: str) -> bool:
        """Whether the password is right. Without a hash it takes as long and says no. Raises `Busy` under a flood."""
        return await self._run(_verify, password_hash, password) and password_hash is not None

    async def hash(self, password: str) -> str:
        """What is stored of a new password. Raises `Busy` under a flood."""
        return await self._run(_hasher.hash, password)

    async def _run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        if self._waiting >= QUEUE_LIMIT:
            raise Busy("Too many people are signing in at this moment.", retry_after=2)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, partial(work, *args, **kwargs))
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Let the thread end once it is idle."""
        self._thread.shutdown(wait=False, cancel_futures=True)


@cache
def _nobody() -> str:
    """A hash for accounts that do not exist, so that looking for one takes as long as a wrong password."""
    return _hasher.hash("the password of nobody")


def _verify(password_hash: str | None, password: str) -> bool:
    # Made in both cases: its first time costs a hash more, which must not tell who has an account.
    nobody = _nobody()
    try:
        return _hasher.verify(password_hash or nobody, password)
    except (VerificationError, InvalidHashError):
        return False
