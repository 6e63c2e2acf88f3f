"""What a measurement costs, and whether what was acknowledged is what is stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bench.stack.cpu import busy_seconds
from bench.stack.world import settle, stored_messages
from bench.statistic import percentile

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of CPU within a window."""

    server: float
    postgres: float
    machine: float
    """Everything that ran, measured or not."""


class Costs:
    """Reads the clocks of everybody where a window begins and where it ends."""

    def __init__(self, server: Callable[[], float], postgres: Callable[[], float]) -> None:
        self._meters = (server, postgres, busy_seconds)
        self._readings: list[tuple[float, ...]] = []

    def read(self) -> None:
        """Where the window begins, and where it ends."""
        self._readings.append(tuple(meter() for meter in self._meters))

    def spent(self) -> Spent:
        """What was spent between the two readings."""
        begin, end = self._readings
        return Spent(*(after - before for before, after in zip(begin, end, strict=True)))


class Ledger:
    """Counts what is stored before and after: each acknowledged message is there once, and nothing else is."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.acknowledged = 0

    def __enter__(self) -> Ledger:
        settle(self._url)
        self._before = stored_messages(self._url)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            return
        grown = tuple(after - before for before, after in zip(self._before, stored_messages(self._url), strict=True))
        if grown != (self.acknowledged, self.acknowledged):
            raise RuntimeError(f"{self.acknowledged} messages were acknowledged; stored and counted: {grown}")


def make_figures(latencies: list[float], sends: int, window: float, own: float, spent: Spent) -> Figures:
    """CPU in milliseconds a send. `others_share`: cores that were busy with something that is not measured."""
    each = 1000 / max(1, sends)
    return {
        "rate": sends / window,
        "p50": percentile(latencies, 0.5),
        "p99": percentile(latencies, 0.99),
        "server_cpu_ms": spent.server * each,
        "postgres_cpu_ms": spent.postgres * each,
        "cpu_ms": (spent.server + spent.postgres) * each,
        "generator_share": own / window,
        "others_share": max(0.0, spent.machine - spent.server - spent.postgres - own) / window,
    }
