"""The product beside its peers and its limit: start everything, measure, write the results, stop everything."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from bench.machine import describe_machine
from bench.measure import Bench
from bench.plan import BARS, Round, find_pool_size, measure_round, warm
from bench.report import bar_spread, is_reached, write_report
from bench.results import Say, write_results
from bench.stack.contenders import PEERS, VARIANTS, running_peer, running_stack
from bench.stack.limit import find_pgbench


class NotInstalled(Exception):
    """Something that has to be there is not."""


def compare(folder: Path, output: Path, *, rounds: int, seconds: float, warm_up: float, workers: int, say: Say) -> None:
    """Measure, and write both files. Raises `NotInstalled`, `NoPgbench`."""
    if not (PEERS / "node_modules").exists():
        raise NotInstalled("The peers are not installed: start with `make bench`.")
    find_pgbench()
    settings: dict[str, float] = {"rounds": rounds, "seconds": seconds, "workers": workers}
    found = _run(folder, settings, say, rounds=rounds, seconds=seconds, warm_up=warm_up, workers=workers)
    machine = describe_machine()
    report = write_report(machine, settings, found)
    write_results(output, report, {"machine": machine, "settings": settings, "rounds": found})
    for bar in BARS:
        spread = bar_spread(bar, found)
        verdict = "reached" if is_reached(bar, spread) else "missed"
        say(f"{verdict}: {bar.cell}, {bar.figure} / {bar.other} = {spread.median:.2f} (bar {bar.bound:g})")


def _run(
    folder: Path, settings: dict[str, float], say: Say, *, rounds: int, seconds: float, warm_up: float, workers: int
) -> list[Round]:
    """Measure. What was chosen on the way is added to `settings`."""
    say("Starting PostgreSQL, the product and the peers.")
    found: list[Round] = []
    with ExitStack() as exits:
        stack = exits.enter_context(running_stack(folder, workers))
        bench = Bench(stack, seconds, warm_up)
        for name in VARIANTS:
            say(f"Looking for the best pool of the peer {name}.")
            size = find_pool_size(stack, bench, name)
            settings[f"pool_{name}"] = size
            exits.enter_context(running_peer(stack, name, size))
        say("Warming up.")
        warm(bench)
        rates: dict[str, float] = {}
        for number in range(rounds):
            say(f"Round {number + 1} of {rounds}.")
            found.append(measure_round(bench, number, seconds, rates, say))
        say("Stopping.")
    return found
