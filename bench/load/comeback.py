"""When a client comes back: the rule of the client core (`openapi/client`), without a clock and without a line."""

from __future__ import annotations

import random

FIRST, CEILING = 0.5, 30.0
STEADY = 10.0
"""A connection that lived this long was a good one: the backoff begins anew."""
PATIENCE, ATTEMPTS = 10.0, 3
SPARED = 60.0
"""While rows come by polling, a socket is tried only now and then."""


def backoff(failures: int, chance: random.Random) -> float:
    """Full jitter."""
    return chance.random() * min(CEILING, FIRST * 2.0**failures)


class Comeback:
    """The waits of one client. Times are seconds of any steady clock."""

    __slots__ = ("_attempted_at", "_chance", "_ever_live", "_failures", "_live_at", "_not_before", "_unheard")

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._failures = 0
        self._live_at: float | None = None
        self._not_before = 0.0
        self._unheard = 0
        self._attempted_at = 0.0
        """The first attempt since a socket was live, which is what tells how long the network lets none through."""
        self._ever_live = False

    def attempt(self, now: float) -> None:
        """An attempt begins."""
        if not self._unheard:
            self._attempted_at = now

    def live(self, now: float) -> None:
        """The server is ready."""
        self._live_at = now
        self._unheard = 0
        self._ever_live = True

    def asked_to_wait(self, now: float, milliseconds: float) -> None:
        """A `bye` or an `error` said so."""
        self._not_before = now + milliseconds / 1000

    def lost(self, now: float, *, by_server: bool, has_other_road: bool) -> float:
        """The connection is over, or came never about. Returns the seconds until the next attempt.

        `by_server`: it ended with a close code of the server's, so no network is in the way.
        """
        if not by_server and self._live_at is None:
            self._unheard += 1
        if self._live_at is not None and now - self._live_at >= STEADY:
            self._failures = 0
        wait = max(self._not_before - now, backoff(self._failures, self._chance))
        self._failures += 1
        self._live_at = None
        if has_other_road:
            wait = max(wait, SPARED * self._chance.uniform(0.75, 1.25))
        return wait

    def is_blocked(self, now: float, wait: float) -> bool:
        """Whether it looks as if no socket gets through, so that the client polls beside."""
        if not self._unheard:
            return False
        by_then = now + wait - self._attempted_at
        return by_then >= PATIENCE or (not self._ever_live and self._unheard >= ATTEMPTS)
