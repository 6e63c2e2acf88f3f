"""Everything once, for some hundred milliseconds: that it runs, that it is true, and that it leaves nothing behind."""

import json
from contextlib import ExitStack
from pathlib import Path

import pytest

from bench.machine import describe_machine
from bench.measure import Bench
from bench.plan import BARS, CEILING, HIGHEST, RATES, SEND_CELLS, SENDERS, SERVERS, Round, Sends, rate_name
from bench.report import write_report
from bench.stack.contenders import VARIANTS, running_peer, running_stack
from bench.stack.world import stored_messages

QUICK = 0.5
CLIENTS = 8


@pytest.mark.timeout(120)
def test_a_round_of_moments_measures_every_contender_and_makes_a_report(tmp_path: Path) -> None:
    with ExitStack() as exits:
        stack = exits.enter_context(running_stack(tmp_path, workers=1, fsync=False))
        for variant in VARIANTS:
            exits.enter_context(running_peer(stack, variant, pool_size=8))
        bench = Bench(stack, seconds=QUICK, warm_up=QUICK)
        many, one = (
            {name: bench.sends(name, CLIENTS, cell.conversations) for name in SENDERS}
            for cell in (SEND_CELLS[0], SEND_CELLS[-1])
        )
        delivery = {name: bench.delivery(name, 40, QUICK) for name in SERVERS}
        ceiling = bench.ceiling(CLIENTS)
        stored = {name: stored_messages(each.database_url) for name, each in stack.contenders.items()}
        pids = [contender.pid for contender in stack.contenders.values()] + [stack.postgres_pid]

    assert ceiling["rate"] > max(figures["rate"] for cells in (many, one) for figures in cells.values())
    assert all(numbers[0] == numbers[1] > 0 for numbers in stored.values())
    for name, figures in delivery.items():
        assert figures["missing"] == figures["refused"] == 0, name
    assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]

    cells: Round = {sends.name: _cells(sends, many, one) for sends in SEND_CELLS}
    cells |= {rate_name(rate): delivery for rate in RATES} | {HIGHEST: delivery, CEILING: {CEILING: ceiling}}
    report = write_report(describe_machine(), {"seconds": QUICK, "workers": 1}, [cells])
    assert report.count("\n| ") > len(BARS)
    assert str(Path(__file__).parents[2]) not in report + json.dumps(describe_machine())


def _cells(
    sends: Sends, many: dict[str, dict[str, float]], one: dict[str, dict[str, float]]
) -> dict[str, dict[str, float]]:
    return one if sends.conversations == 1 else many
