"""One measurement each: a number of clients against one contender, or a rate of messages towards sockets."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Iterator
from itertools import count, cycle
from pathlib import Path

from bench.costs import Costs, Figures, Ledger, make_figures
from bench.load.closed_loop import run_closed_loop
from bench.load.listeners import Listener, listen
from bench.load.open_loop import OpenLoop, run_open_loop, timetable
from bench.load.wire import Sender, make_sender
from bench.stack.contenders import Stack
from bench.stack.limit import prepare_limit, run_limit
from bench.stack.world import CONVERSATIONS, World, settle
from bench.statistic import percentile

CONSTANT_SERVER = Path(__file__).parent / "load" / "constant.py"
WARM_UP = 1.0
CUSTOMER_SOCKETS = 100
AGENT_SOCKETS = 2
HIGHEST_P99 = 0.1
"""Seconds: a rate counts as reached while 99 of 100 messages arrive sooner."""
FIRST_STEP = 1.6
FINE_ENOUGH = 1.06
LOWEST_RATE, MOST_STEPS = 20.0, 12


def rounds_of_senders(world: World, port: int, client: int, clients: int, conversations: int) -> Iterator[Sender]:
    """Each client goes through conversations of its own; where there are fewer than clients, they share them."""
    own = range(client % conversations, conversations, clients)
    return cycle([make_sender(port, world.conversation_id(one + 1), world.customer_token(one + 1)) for one in own])


class Bench:
    """Measures against a running stack. Fails where what was acknowledged is not what is stored."""

    def __init__(self, stack: Stack, seconds: float, warm_up: float = WARM_UP) -> None:
        self._stack = stack
        self._seconds = seconds
        self._warm_up = warm_up
        self._numbers = count(1)
        prepare_limit(stack.pgbench_url)

    def sends(self, name: str, clients: int, conversations: int) -> Figures:
        """(a): `clients` that each send, wait for the commit and send again, into so many conversations."""
        if name == "pgbench":
            return self._limit(clients, conversations)
        contender = self._stack.contenders[name]
        senders = [
            rounds_of_senders(self._stack.world, contender.port, client, clients, conversations)
            for client in range(clients)
        ]
        costs = Costs(contender.cpu, self._stack.postgres_cpu)
        with Ledger(contender.database_url) as ledger:
            result = run_closed_loop(
                contender.port,
                senders,
                self._numbers,
                warm_up=self._warm_up,
                seconds=self._seconds,
                on_window=costs.read,
            )
            if result.refused:
                raise RuntimeError(f"{name} refused {result.refused} messages: {result.first_refusal}")
            ledger.acknowledged = result.acknowledged
        return make_figures(result.latencies, result.answers, result.window, result.own_cpu, costs.spent())

    def _limit(self, clients: int, conversations: int) -> Figures:
        costs = Costs(lambda: 0.0, self._stack.postgres_cpu)
        with Ledger(self._stack.pgbench_url) as ledger:
            result = run_limit(
                self._stack.pgbench_url,
                clients=clients,
                conversations=conversations,
                warm_up=self._warm_up,
                seconds=self._seconds,
                on_window=costs.read,
            )
            ledger.acknowledged = result.acknowledged
        return make_figures(result.latencies, result.answers, result.window, 0.0, costs.spent())

    def ceiling(self, clients: int) -> Figures:
        """The generator against a server that does nothing: it has to be far above everything else."""
        command = [sys.executable, str(CONSTANT_SERVER)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            if process.stdout is None:
                raise AssertionError("it was asked for")
            port = int(process.stdout.readline())
            sender = make_sender(port, self._stack.world.conversation_id(1), self._stack.world.customer_token(1))
            result = run_closed_loop(
                port,
                [cycle([sender]) for _ in range(clients)],
                count(1),
                warm_up=min(0.5, self._warm_up),
                seconds=self._seconds / 2,
                on_window=lambda: None,
            )
            process.communicate()
        return {
            "rate": result.answers / result.window,
            "generator_share": result.own_cpu / result.window,
            "generator_us_per_send": result.own_cpu / max(1, result.answers) * 1e6,
        }

    def delivery(self, name: str, rate: float, seconds: float) -> Figures:
        """(b): messages at a fixed rate, half from customers and half from agents, to the other side's sockets."""
        contender = self._stack.contenders[name]
        world, port = self._stack.world, contender.port
        numbers = range(1, min(CUSTOMER_SOCKETS, CONVERSATIONS) + 1)
        customers = [make_sender(port, world.conversation_id(n), world.customer_token(n)) for n in numbers]
        agent_token = world.agent_token()
        agents = [make_sender(port, world.conversation_id(n), agent_token) for n in numbers]
        letters = timetable(
            rate, self._warm_up + seconds, customers, agents, seed=int(rate), agent_sockets=AGENT_SOCKETS
        )
        first = next(self._numbers)
        self._numbers = count(first + len(letters))
        listeners: list[Listener] = []
        costs = Costs(contender.cpu, self._stack.postgres_cpu)
        try:
            for n in numbers:
                token = world.customer_token(n)
                listeners.append(listen(port, token, is_agent=False, is_socket_io=contender.speaks_socket_io))
            for _ in range(AGENT_SOCKETS):
                listeners.append(listen(port, agent_token, is_agent=True, is_socket_io=contender.speaks_socket_io))
            settle(contender.database_url)
            result = run_open_loop(port, letters, listeners, first, warm_up=self._warm_up, on_window=costs.read)
        finally:
            for listener in listeners:
                listener.line.close()
        return self._delivery_figures(result, costs)

    def _delivery_figures(self, result: OpenLoop, costs: Costs) -> Figures:
        figures = make_figures(result.latencies, len(result.latencies), result.window, result.own_cpu, costs.spent())
        return figures | {
            "missing": result.missing,
            "refused": result.refused,
            "lateness_p99": percentile(result.lateness, 0.99),
        }

    def highest_rate(self, name: str, begin: float) -> Figures:
        """(b): the highest rate of which 99 of 100 messages arrive within the limit; by steps, then by halves."""
        reached, failed = 0.0, math.inf
        best: Figures = {"rate": 0.0}
        rate = begin
        for _ in range(MOST_STEPS):
            # Twice, because a busy moment of the machine would otherwise end the search too low.
            for _ in range(2):
                figures = self.delivery(name, rate, self._seconds)
                if figures["p99"] < HIGHEST_P99 and not figures["refused"]:
                    reached, best = rate, figures | {"rate": rate}
                    break
            else:
                failed = rate
            if failed < LOWEST_RATE or failed / max(reached, 1e-9) < FINE_ENOUGH:
                break
            if math.isinf(failed):
                rate = reached * FIRST_STEP
            else:
                rate = math.sqrt(reached * failed) if reached else failed / FIRST_STEP
        return best
