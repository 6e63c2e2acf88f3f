"""`python -m bench`: start everything, measure, write the results, stop everything."""

from __future__ import annotations

import argparse
import json
import math
import shutil
import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from bench.machine import describe_machine
from bench.measure import Bench, Figures
from bench.plan import BARS, Round, find_pool_size, measure_round, warm
from bench.report import bar_spread, is_reached, write_report
from bench.stack.contenders import PEERS, VARIANTS, running_peer, running_stack
from bench.stack.limit import NoPgbench, find_pgbench

HERE = Path(__file__).parent
SCRATCH = HERE.parent / ".results"
"""On the disk of the repository, where `make run` has its data: a folder in memory would make every commit free."""


def main() -> int:
    """Run the bench."""
    arguments = _arguments()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if not (PEERS / "node_modules").exists():
        print("The peers are not installed: start with `make bench`.", file=sys.stderr)
        return 1
    try:
        find_pgbench()
    except NoPgbench as error:
        print(error, file=sys.stderr)
        return 1
    SCRATCH.mkdir(exist_ok=True)
    settings = {"rounds": arguments.rounds, "seconds": arguments.seconds, "workers": arguments.workers}
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=SCRATCH))
    try:
        rounds = _run(folder, arguments, settings)
    except KeyboardInterrupt:
        print("Stopped; nothing was written.", file=sys.stderr)
        return 130
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    _write(arguments.output, settings, rounds)
    return 0


def _run(folder: Path, arguments: argparse.Namespace, settings: dict[str, float]) -> list[Round]:
    """Measure. What was chosen on the way is added to `settings`."""
    begin = time.monotonic()

    def say(line: str) -> None:
        print(f"{time.monotonic() - begin:6.0f} s  {line}", flush=True)

    say("Starting PostgreSQL, the product and the peers.")
    rounds: list[Round] = []
    with ExitStack() as exits:
        stack = exits.enter_context(running_stack(folder, arguments.workers))
        bench = Bench(stack, arguments.seconds, arguments.warm_up)
        for name in VARIANTS:
            say(f"Looking for the best pool of the peer {name}.")
            size = find_pool_size(stack, bench, name)
            settings[f"pool_{name}"] = size
            exits.enter_context(running_peer(stack, name, size))
        say("Warming up.")
        warm(bench)
        found: dict[str, float] = {}
        for number in range(arguments.rounds):
            say(f"Round {number + 1} of {arguments.rounds}.")
            rounds.append(measure_round(bench, number, arguments.seconds, found, say))
        say("Stopping.")
    return rounds


def _write(output: Path, settings: dict[str, float], rounds: list[Round]) -> None:
    """Both files, and a word on each bar."""
    machine = describe_machine()
    output.parent.mkdir(parents=True, exist_ok=True)
    report = write_report(machine, settings, rounds)
    output.with_suffix(".md").write_text(report, encoding="utf-8")
    everything = {"machine": machine, "settings": settings, "rounds": _rounded(rounds)}
    output.with_suffix(".json").write_text(json.dumps(everything, indent=1) + "\n")
    for bar in BARS:
        found = bar_spread(bar, rounds)
        verdict = "reached" if is_reached(bar, found) else "missed"
        print(f"{verdict}: {bar.cell}, {bar.figure} / {bar.other} = {found.median:.2f} (bar {bar.bound:g})")


def _rounded(rounds: list[Round]) -> list[dict[str, dict[str, dict[str, float | None]]]]:
    def short(figures: Figures) -> dict[str, float | None]:
        # JSON has no infinity: null is what never came.
        return {name: float(f"{value:.5g}") if math.isfinite(value) else None for name, value in figures.items()}

    return [
        {cell: {name: short(figures) for name, figures in cells.items()} for cell, cells in each.items()}
        for each in rounds
    ]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="The product beside its peers and its limit.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0, help="of each measurement")
    parser.add_argument("--warm-up", type=float, default=1.0, help="seconds before each measurement")
    parser.add_argument("--workers", type=int, default=1, help="API processes of the product and of each peer")
    parser.add_argument("--output", type=Path, default=HERE / "results" / "bench", help="without .md and .json")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
