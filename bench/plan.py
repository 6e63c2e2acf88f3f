"""What a round measures, and the bars that the figures are held against."""

from __future__ import annotations

from dataclasses import dataclass

from bench.costs import Figures
from bench.measure import Bench
from bench.results import Say
from bench.stack.contenders import Stack, running_peer
from bench.stack.world import CONVERSATIONS

PRODUCT, DRIZZLE, PREPARED, PGBENCH = "product", "drizzle", "prepared", "pgbench"
SERVERS = (PRODUCT, DRIZZLE, PREPARED)
SENDERS = (*SERVERS, PGBENCH)
MANY, ONE = CONVERSATIONS, 1
FIRST_RATE = 300.0
"""Where the first search for the highest rate begins; later ones begin near what was found."""
BACK_OFF = 0.7
LONGER_BELOW, LONGER = 50, 3
"""Few messages a second are measured longer, or their p99 would be that of a handful."""

POOL_SIZES = (4, 8, 12, 20)

Cells = dict[str, Figures]
Round = dict[str, Cells]


@dataclass(frozen=True, slots=True)
class Sends:
    """(a) with so many clients into so many conversations."""

    clients: int
    conversations: int

    @property
    def name(self) -> str:
        """How the results call it."""
        where = "one conversation" if self.conversations == ONE else "many conversations"
        return f"{self.clients} {'client' if self.clients == 1 else 'clients'}, {where}"


SEND_CELLS = (Sends(64, MANY), Sends(16, MANY), Sends(1, MANY), Sends(64, ONE))
RATES = (10, 100, 500)
HIGHEST = "highest rate"
CEILING = "generator"


def rate_name(rate: int) -> str:
    """How the results call a rate."""
    return f"{rate} a second"


@dataclass(frozen=True, slots=True)
class Bar:
    """A ratio of the product to something else that is to be reached, in the median or the lower quartile."""

    cell: str
    other: str
    figure: str
    bound: float
    at_most: bool = False
    lower_quartile: bool = False


_TOP, _HOT = SEND_CELLS[0].name, SEND_CELLS[3].name
BARS = (
    Bar(_TOP, DRIZZLE, "rate", 5),
    Bar(_TOP, PREPARED, "rate", 2.5),
    Bar(_TOP, PGBENCH, "rate", 1.2),
    Bar(_HOT, PGBENCH, "rate", 3, lower_quartile=True),
    Bar(rate_name(100), DRIZZLE, "p50", 0.6, at_most=True),
    Bar(rate_name(100), DRIZZLE, "p99", 0.6, at_most=True),
    Bar(rate_name(100), PREPARED, "p50", 0.6, at_most=True),
    Bar(rate_name(100), PREPARED, "p99", 0.6, at_most=True),
    Bar(HIGHEST, DRIZZLE, "rate", 5),
    Bar(HIGHEST, PREPARED, "rate", 5),
)


def find_pool_size(stack: Stack, bench: Bench, name: str) -> int:
    """The size of a peer's pool with which it is fastest on this machine: nobody shall say that it was held back."""
    rates: dict[int, float] = {}
    for size in POOL_SIZES:
        with running_peer(stack, name, size):
            bench.sends(name, 64, MANY)  # Warms its compiler up.
            rates[size] = bench.sends(name, 64, MANY)["rate"]
    return max(rates, key=lambda size: rates[size])


def warm(bench: Bench) -> None:
    """Before the first round: compilers, caches and pools get to know what is coming. Nothing of it counts."""
    for name in SERVERS:
        bench.sends(name, 64, MANY)
        bench.delivery(name, 100, 1.0)


def measure_round(bench: Bench, number: int, seconds: float, found: dict[str, float], say: Say) -> Round:
    """All contenders in each cell one after another, in another order each round, so that ratios are of one time."""
    cells: Round = {CEILING: {CEILING: bench.ceiling(64)}}
    for sends in SEND_CELLS:
        cells[sends.name] = {}
        for name in turned(SENDERS, number):
            cells[sends.name][name] = bench.sends(name, sends.clients, sends.conversations)
        say(f"{sends.name}: {_summary(cells[sends.name], 'rate', '{:.0f}/s')}")
    for rate in RATES:
        key = rate_name(rate)
        cells[key] = {}
        for name in turned(SERVERS, number):
            cells[key][name] = bench.delivery(name, rate, seconds * (LONGER if rate < LONGER_BELOW else 1))
        say(f"{key}: {_summary(cells[key], 'p99', '{:.4f} s')}")
    cells[HIGHEST] = {}
    for name in turned(SERVERS, number):
        cells[HIGHEST][name] = bench.highest_rate(name, found.get(name, FIRST_RATE))
        found[name] = max(FIRST_RATE / 4, BACK_OFF * cells[HIGHEST][name]["rate"])
    say(f"{HIGHEST}: {_summary(cells[HIGHEST], 'rate', '{:.0f}/s')}")
    return cells


def turned(names: tuple[str, ...], number: int) -> tuple[str, ...]:
    """In another order each round, so that nobody is always the first."""
    shift = number % len(names)
    return names[shift:] + names[:shift]


def _summary(cells: Cells, figure: str, form: str) -> str:
    return ", ".join(f"{name} {form.format(figures[figure])}" for name, figures in sorted(cells.items()))
