"""Sends while somebody else keeps a transaction open, which holds every cursor of the database server back."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg

from bench.costs import Costs, Figures, Ledger, make_figures
from bench.load.closed_loop import run_closed_loop
from bench.measure import rounds_of_senders
from bench.plan import turned
from bench.proofs.helpers import helper
from bench.results import Say
from bench.stack.alone import Alone, running_alone
from bench.stack.world import execute, query

CLIENTS = 64
NONE, SAME, OTHER = "none", "in the product's database", "in another database"
CASES = (NONE, SAME, OTHER)
WARM_UP = 1.0
OTHER_DATABASE = "bench_other"

Round = dict[str, Figures]


def measure_foreign(
    folder: Path, *, conversations: int, hold: float, rounds: int, say: Say, fsync: bool = True
) -> list[Round]:
    """Each case once a round, one after another, in another order each round. `hold`: seconds of each measurement."""
    with running_alone(folder, conversations=conversations, fsync=fsync) as alone:
        other = alone.url.rpartition("/")[0] + "/" + OTHER_DATABASE
        execute(alone.url, f"CREATE DATABASE {OTHER_DATABASE}")
        for url in (alone.url, other):
            execute(url, "CREATE TABLE foreigners (note text)")
        places = {SAME: alone.url, OTHER: other}
        numbers = count(1)
        _send(alone, numbers, min(hold, 3 * WARM_UP), None)  # Warms everything up.
        found: list[Round] = []
        for number in range(rounds):
            found.append({case: _send(alone, numbers, hold, places.get(case)) for case in turned(CASES, number)})
            rates = ", ".join(f"{case} {found[-1][case]['rate']:.0f}/s" for case in CASES)
            say(f"Round {number + 1} of {rounds}: {rates}")
    return found


def _send(alone: Alone, numbers: count[int], seconds: float, place: str | None) -> Figures:
    """64 clients that send as fast as they can, while the transaction is open and an agent's socket is watched."""
    port = alone.api.port
    senders = [
        rounds_of_senders(alone.world, port, client, CLIENTS, alone.world.conversations) for client in range(CLIENTS)
    ]
    costs = Costs(alone.api.cpu, alone.postgres_cpu)
    with Ledger(alone.url) as ledger, _watching(port, alone.world.agent_token()) as seen:
        with foreign_transaction(place) if place else nullcontext():
            result = run_closed_loop(port, senders, numbers, warm_up=WARM_UP, seconds=seconds, on_window=costs.read)
        if result.refused:
            raise RuntimeError(f"{result.refused} messages were refused: {result.first_refusal}")
        ledger.acknowledged = result.acknowledged
    figures = make_figures(result.latencies, result.answers, result.window, result.own_cpu, costs.spent())
    # The watcher reads for longer than the window, so this is a little less than what others took.
    figures["others_share"] = max(0.0, figures["others_share"] - seen.pop("cpu") / result.window)
    return figures | seen | {"missing": result.acknowledged - seen["messages"]}


@contextmanager
def foreign_transaction(url: str) -> Iterator[None]:
    """A transaction that has written and neither commits nor goes on."""
    loop = asyncio.new_event_loop()
    try:
        connection = loop.run_until_complete(asyncpg.connect(url))
        try:
            loop.run_until_complete(connection.execute("BEGIN; INSERT INTO foreigners VALUES ('I take my time')"))
            xid = loop.run_until_complete(connection.fetchval("SELECT pg_current_xact_id()::text::bigint"))
            yield
            oldest = query(url, "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS xid")[0]["xid"]
            if oldest > xid:
                raise RuntimeError("the foreign transaction was over before the measurement was")
            loop.run_until_complete(connection.execute("ROLLBACK"))
        finally:
            loop.run_until_complete(connection.close())
    finally:
        loop.close()


@contextmanager
def _watching(port: int, token: str) -> Iterator[dict[str, Any]]:
    """An agent's socket in a process of its own. What it saw is in the dictionary when the block is left."""
    with helper("bench.load.watcher", port, tokens=[token]) as watcher:
        seen: dict[str, Any] = {}
        yield seen
        seen |= watcher.ask_for_findings()
