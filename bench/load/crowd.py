"""One thread that drives thousands of clients: epoll, timers, and the counting of what happened to them."""

from __future__ import annotations

import gc
import heapq
import math
import select
import time
from collections import Counter
from collections.abc import Callable
from itertools import count

clock = time.monotonic

Wake = Callable[[], None]
LONGEST_NAP = 0.2


class Crowd:
    """What all clients of a run share."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.ends: Counter[str] = Counter()
        """How attempts and connections ended. A client bears with these; nobody sees them."""
        self.errors: Counter[str] = Counter()
        """What reached a client: it was told to stop, to load again, or that something of its own failed."""
        self._poller = select.epoll()
        self._wakes: dict[int, Wake] = {}
        self._timers: list[tuple[float, int, Wake]] = []
        self._order = count()

    def close(self) -> None:
        """After this nobody is woken any more."""
        self._poller.close()

    def watch(self, descriptor: int, wake: Wake, mask: int) -> None:
        """Have `wake` called when something happens there."""
        self._wakes[descriptor] = wake
        self._poller.register(descriptor, mask)

    def read_only(self, descriptor: int) -> None:
        """From now on only what comes is of interest."""
        self._poller.modify(descriptor, select.EPOLLIN)

    def forget(self, descriptor: int) -> None:
        """Before it is closed."""
        if self._wakes.pop(descriptor, None) is not None:
            self._poller.unregister(descriptor)

    def later(self, seconds: float, wake: Wake) -> None:
        """Have it called then. There is no way back: whoever is called looks whether it still matters."""
        heapq.heappush(self._timers, (clock() + seconds, next(self._order), wake))

    def run(self, seconds: float, is_over: Callable[[], bool] = lambda: False) -> None:
        """Let everybody live for so long, or until it is over."""
        deadline = clock() + seconds
        looked_at = -math.inf
        gc.disable()
        try:
            while (now := clock()) < deadline:
                # The question may look at every client, so it is not asked at every event.
                if now - looked_at >= LONGEST_NAP:
                    looked_at = now
                    if is_over():
                        return
                self._ring(now)
                next_at = self._timers[0][0] if self._timers else math.inf
                for descriptor, _ in self._poller.poll(max(0.0, min(LONGEST_NAP, next_at - clock(), deadline - now))):
                    wake = self._wakes.get(descriptor)
                    if wake is not None:
                        wake()
        finally:
            gc.enable()

    def _ring(self, now: float) -> None:
        while self._timers and self._timers[0][0] <= now:
            heapq.heappop(self._timers)[2]()
