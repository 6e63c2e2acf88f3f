"""This checkout beside another one, measurement by measurement: whether a change made the product slower."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.costs import Figures
from bench.plan import HIGHEST, RATES, SEND_CELLS, rate_name
from bench.results import Say
from bench.statistic import paired_ratios, spread
from stonechat.local.programs import tied

ROOT = Path(__file__).parents[2]
SIDES = ("before", "now")

Round = dict[str, dict[str, Figures]]
"""By what was measured, and by side."""


class NoCheckout(Exception):
    """The folder is no checkout of this repository."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One measurement, and which of its figures counts; whether less of it is better."""

    name: str
    task: dict[str, Any]
    figure: str
    less_is_better: bool = False


CELLS = (
    *(
        Cell(sends.name, {"what": "sends", "clients": sends.clients, "conversations": sends.conversations}, "rate")
        for sends in SEND_CELLS
    ),
    *(Cell(rate_name(rate), {"what": "delivery", "rate": rate}, "p50", less_is_better=True) for rate in RATES[1:]),
    Cell(HIGHEST, {"what": "highest"}, "rate"),
)


def measure_against(folder: Path, other: Path, *, rounds: int, seconds: float, say: Say) -> list[Round]:
    """Both, one right after the other, who is first changing with each round. Raises `NoCheckout`."""
    sources = {"before": other.resolve() / "backend" / "src", "now": ROOT / "backend" / "src"}
    if not (sources["before"] / "stonechat").is_dir():
        raise NoCheckout(f"There is no product in {other}.")
    found: list[Round] = []
    with ExitStack() as exits:
        sides = {name: exits.enter_context(_side(folder / name, sources[name], seconds)) for name in SIDES}
        for number in range(rounds):
            cells: Round = {}
            for cell in CELLS:
                order = SIDES if number % 2 else SIDES[::-1]
                cells[cell.name] = {name: sides[name].ask(cell.task) for name in order}
            found.append(cells)
            shown = (f"{cell.name} {spread(ratios([cells], cell)).median:.2f}" for cell in CELLS)
            say(f"Round {number + 1} of {rounds}: {', '.join(shown)}")
    return found


def ratios(rounds: Sequence[Round], cell: Cell) -> list[float]:
    """How this checkout did beside the other, in each round; more is better."""
    before, now = ([each[cell.name][name][cell.figure] for each in rounds] for name in SIDES)
    return paired_ratios(before, now) if cell.less_is_better else paired_ratios(now, before)


class _Side:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, task: dict[str, Any]) -> Figures:
        if self._process.stdin is None:
            raise AssertionError("it was asked for")
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()
        found: Figures = json.loads(self.hear())
        return found

    def hear(self) -> str:
        if self._process.stdout is None:
            raise AssertionError("it was asked for")
        line = self._process.stdout.readline()
        if not line:
            raise ChildProcessError("one of the sides ended")
        return line


@contextmanager
def _side(folder: Path, source: Path, seconds: float) -> Iterator[_Side]:
    folder.mkdir()
    process = subprocess.Popen(
        tied([sys.executable, "-m", "bench.proofs.side", str(folder), str(seconds)], signal.SIGTERM),
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(source)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        side = _Side(process)
        side.hear()
        yield side
    finally:
        if process.stdin is not None:
            process.stdin.close()
        process.wait(30)
