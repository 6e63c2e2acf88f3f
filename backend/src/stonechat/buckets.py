"""Token buckets: how much one client may ask of a process, and how fast it takes clients back after a break."""

from __future__ import annotations

from collections.abc import Hashable


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

    def is_full(self, now: float) -> bool:
        """Whether it is as good as a new one."""
        self._fill(now)
        return self._tokens >= self._burst

    def _fill(self, now: float) -> None:
        self._tokens = min(self._burst, self._tokens + max(0.0, now - self._filled_at) * self._rate)
        self._filled_at = now


class TokenBuckets:
    """One bucket for each key. Full ones are forgotten, so that memory is for those who asked lately."""

    def __init__(self, rate: float, burst: float, most: int = 20_000) -> None:
        self._rate = rate
        self._burst = burst
        self._most = most
        self._buckets: dict[Hashable, TokenBucket] = {}

    def take(self, key: Hashable, now: float) -> bool:
        """Take a token of this key's if there is one."""
        bucket = self._buckets.get(key)
        if bucket is None:
            if len(self._buckets) >= self._most:
                self._forget(now)
            bucket = self._buckets[key] = TokenBucket(self._rate, self._burst, now)
        return bucket.take(now)

    def _forget(self, now: float) -> None:
        self._buckets = {key: bucket for key, bucket in self._buckets.items() if not bucket.is_full(now)}
        if len(self._buckets) >= self._most:
            # So many at once are no people, and begin anew.
            self._buckets.clear()
