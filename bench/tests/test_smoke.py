"""Everything once, for some hundred milliseconds: that it runs, that it is true, and that it leaves nothing behind."""

import json
from contextlib import ExitStack
from pathlib import Path

import pytest

from bench.load.crowd import Crowd
from bench.load.visitor import Visitor
from bench.machine import describe_machine
from bench.measure import Bench
from bench.plan import BARS, CEILING, HIGHEST, PRODUCT, RATES, SEND_CELLS, SENDERS, SERVERS, Round, rate_name
from bench.proofs.helpers import helper
from bench.report import write_report
from bench.stack.contenders import VARIANTS, running_peer, running_stack
from bench.stack.world import World, stored_messages

QUICK = 0.25
CLIENTS = 8


@pytest.mark.timeout(120)
def test_a_round_of_moments_measures_every_contender_and_makes_a_report(tmp_path: Path) -> None:
    with ExitStack() as exits:
        stack = exits.enter_context(running_stack(tmp_path, workers=1, fsync=False))
        for variant in VARIANTS:
            exits.enter_context(running_peer(stack, variant, pool_size=8))
        bench = Bench(stack, seconds=QUICK, warm_up=QUICK)
        port, token = stack.contenders[PRODUCT].port, stack.world.agent_token()
        with helper("bench.load.watcher", port, tokens=[token]) as watcher:
            many = {name: bench.sends(name, CLIENTS, SEND_CELLS[0].conversations) for name in SENDERS}
            one = bench.sends(PRODUCT, CLIENTS, SEND_CELLS[-1].conversations)
            seen = watcher.ask_for_findings()
        delivery = {name: bench.delivery(name, 40, QUICK) for name in SERVERS}
        ceiling = bench.ceiling(CLIENTS)
        visitors = _visit(port, stack.world)
        stored = {name: stored_messages(each.database_url) for name, each in stack.contenders.items()}
        pids = [contender.pid for contender in stack.contenders.values()] + [stack.postgres_pid]

    assert ceiling["rate"] > max(figures["rate"] for figures in (*many.values(), one))
    assert 0 < seen["messages"] < stored[PRODUCT][0]
    assert seen["repeats"] == seen["stale"] == seen["resets"] == seen["closed_with"] == 0
    assert all(visitor.is_back and visitor.cursor and not visitor.is_by_poll for visitor in visitors)
    assert all(numbers[0] == numbers[1] > 0 for numbers in stored.values())
    for name, figures in delivery.items():
        assert figures["missing"] == figures["refused"] == 0, name
    assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]

    cells: Round = {sends.name: many for sends in SEND_CELLS}
    cells |= {rate_name(rate): delivery for rate in RATES} | {HIGHEST: delivery, CEILING: {CEILING: ceiling}}
    report = write_report(describe_machine(), {"seconds": QUICK, "workers": 1}, [cells])
    assert report.count("\n| ") > len(BARS)
    assert str(Path(__file__).parents[2]) not in report + json.dumps(describe_machine())


def _visit(port: int, world: World) -> list[Visitor]:
    """An agent and a customer of a crowd; they come, and leave."""
    crowd = Crowd(port)
    visitors = [Visitor(crowd, 0, world.agent_token(), None), Visitor(crowd, 1, world.customer_token(1), 1)]
    for visitor in visitors:
        visitor.connect()
    crowd.run(10, lambda: all(visitor.is_back for visitor in visitors))
    for visitor in visitors:
        visitor.leave()
    crowd.close()
    return visitors
