import json
import math
from dataclasses import replace
from pathlib import Path

from bench.proofs import against, foreign, pages, stuck
from bench.proofs.returns import Reconnect, Return

BACK = Return(
    signal="SIGKILL",
    exit_seconds=0.1,
    ready_seconds=1.5,
    sockets=1_000,
    back_soon=1_000,
    back_at_latest=1_000,
    back_p50=2.0,
    back_p99=7.0,
    back_last=8.0,
    by_poll=1,
    messages=40,
    due=10_000,
    missing=0,
    repeats=3,
    stale=0,
    ends={"cut": 1_000},
    errors={},
    errors_logged=0,
    server_cpu=4.0,
    postgres_cpu=1.0,
    generator_cpu=1.0,
    others_share=0.1,
)
CASE = stuck.Case(
    p50=0.002,
    p99=0.01,
    missing=0,
    refused=0,
    bytes_before=100_000_000,
    bytes_grown=2_000_000,
    closed=20,
    closes=60,
    longest_life=4.0,
    left_behind=0.0,
    lateness_p99=0.001,
    others_share=0.1,
)
FIGURES = {"rate": 1_000.0, "p50": 0.01, "p99": 0.02, "cpu_ms": 1.0, "others_share": 0.0, "repeats": 0, "missing": 0}


def missed(output: Path) -> list[str]:
    """The bars that a page calls missed. Its JSON has to be readable, too."""
    json.loads(output.with_suffix(".json").read_text())
    return [line.split(" | ")[0][2:] for line in output.with_suffix(".md").read_text().splitlines() if "**no**" in line]


def test_the_worst_of_the_rounds_decides_about_the_way_back(tmp_path: Path) -> None:
    rounds = [BACK, replace(BACK, signal="SIGTERM")]
    pages.write_reconnect(tmp_path / "page", Reconnect(1_000, 700, 7, 36_000.0, 10**8, rounds))
    assert not missed(tmp_path / "page")
    worse = replace(BACK, back_soon=989, back_at_latest=999, back_last=math.inf, errors={"reset": 1})
    pages.write_reconnect(tmp_path / "page", Reconnect(1_000, 700, 7, 36_000.0, 10**8, [*rounds, worse]))
    assert missed(tmp_path / "page") == [
        "SIGKILL: back after 20 s",
        "SIGKILL: back after 35 s",
        "SIGKILL: errors that reached a client",
    ]


def test_an_outage_that_never_came_about_is_a_bar_that_is_missed(tmp_path: Path) -> None:
    pages.write_reconnect(tmp_path / "page", Reconnect(1_000, 700, 7, 36_000.0, 10**8, [BACK]))
    assert missed(tmp_path / "page") == ["SIGTERM: everybody was back before it"]


def test_slower_sends_and_repeats_miss_the_bars(tmp_path: Path) -> None:
    cases = dict.fromkeys(foreign.CASES, FIGURES)
    pages.write_foreign(tmp_path / "page", 2_000, 60, [cases])
    assert not missed(tmp_path / "page")
    pages.write_foreign(tmp_path / "page", 2_000, 60, [cases | {foreign.SAME: FIGURES | {"rate": 790.0, "repeats": 1}}])
    assert missed(tmp_path / "page") == [
        "open in the product's database: messages a second / without",
        "open in the product's database: rows that came twice to an agent's socket",
    ]


def test_what_became_slower_than_before_misses_its_bar(tmp_path: Path) -> None:
    same = {cell.name: dict.fromkeys(against.SIDES, FIGURES) for cell in against.CELLS}
    pages.write_against(tmp_path / "page", 2, [same])
    assert not missed(tmp_path / "page")
    first, late = against.CELLS[0], next(cell for cell in against.CELLS if cell.less_is_better)
    worse = {
        first.name: {"before": FIGURES, "now": FIGURES | {"rate": FIGURES["rate"] * 0.8}},
        late.name: {"before": FIGURES, "now": FIGURES | {"p50": FIGURES["p50"] * 1.3}},
    }
    pages.write_against(tmp_path / "page", 2, [same | worse])
    assert [line.split(":")[0] for line in missed(tmp_path / "page")] == [first.name, late.name]


def test_memory_and_latency_of_stuck_readers_are_held_against_those_who_all_read(tmp_path: Path) -> None:
    shared = stuck.seats(200)
    calm = stuck.Round(stuck=CASE, reading=CASE)
    pages.write_stuck(tmp_path / "page", 300, 20, shared, [calm])
    assert not missed(tmp_path / "page")
    costly = stuck.Round(stuck=replace(CASE, bytes_grown=30_000_000, p99=0.02, closed=19), reading=CASE)
    pages.write_stuck(tmp_path / "page", 300, 20, shared, [costly])
    assert missed(tmp_path / "page") == [
        "memory of the server for each that is stuck, worst round",
        "of those who are stuck, closed",
        "p99 of the others / where all read",
    ]
