"""Token buckets: how much one client may ask for, and how fast a process takes clients back after a break."""

from __future__ import annotations


class TokenBucket:
    """Fills with `rate` tokens a second up to `burst`. Knows no clock: every call says what time it is, in seconds."""

    __slots__ = ("_burst", "_filled_at", "_rate", "_tokens")

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self._rate = rate
        self._burst = burst
        self._tokens = burst
        self._filled_at = now

    def take(self, now: float) -> bool:
        """Take a token if there is one."""
        self._fill(now)
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True

    def reserve(self, now: float, longest_wait: float) -> float | None:
        """Take a token, if need be one that is still to come: returns the seconds until then. None: it would be more
        than `longest_wait`, and nothing was taken."""
        self._fill(now)
        wait = max(0.0, (1 - self._tokens) / self._rate)
        if wait > longest_wait:
            return None
        self._tokens -= 1
        return wait

    def _fill(self, now: float) -> None:
        self._tokens = min(self._burst, self._tokens + max(0.0, now - self._filled_at) * self._rate)
        self._filled_at = now
