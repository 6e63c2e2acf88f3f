"""Sockets that are not read any more, and what they cost the server and everybody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import count, cycle
from pathlib import Path
from statistics import fmean
from typing import Any

from bench.costs import Costs
from bench.load.listeners import Listener, listen
from bench.load.open_loop import Letter, OpenLoop, run_open_loop, timetable
from bench.load.wire import make_sender
from bench.proofs.helpers import Helper, helper
from bench.results import Say
from bench.stack.alone import Alone, running_alone
from bench.stack.memory import Peak, resident_bytes
from bench.stack.world import settle
from bench.statistic import percentile

STUCK_SHARE, AGENTS_SHARE = 10, 10
"""One socket of so many gets stuck; one of so many is an agent's, and so is every other that gets stuck."""
LONG_SHARE = 3
"""One message of so many is a long one, to a customer who is stuck."""
LONG_TEXT = "Long message. " * 700
WARM_UP = 4.0
"""Seconds in which all are read, before some get stuck."""


@dataclass(frozen=True, slots=True)
class Seats:
    """Who has which socket."""

    stuck_agents: int
    stuck_customers: int
    agents: int
    customers: int

    @property
    def stuck(self) -> int:
        """How many get stuck."""
        return self.stuck_agents + self.stuck_customers


@dataclass(frozen=True, slots=True)
class Case:
    """One measurement: some are stuck, or everybody reads. Times are seconds."""

    p50: float
    p99: float
    missing: int
    refused: int
    bytes_before: int
    bytes_grown: int
    """The most memory afterwards, less that before."""
    closed: int
    """How many of those who were stuck the server closed at least once. Each is opened again, and stuck again."""
    closes: int
    """How often in all."""
    longest_life: float
    """Until it did."""
    left_behind: float
    """Bytes that the kernel went on to hold for each of them."""
    lateness_p99: float
    others_share: float


@dataclass(frozen=True, slots=True)
class Round:
    """Both."""

    stuck: Case
    reading: Case


def seats(sockets: int) -> Seats:
    """Share the sockets out."""
    stuck = max(2, sockets // STUCK_SHARE)
    agents = max(1, sockets // AGENTS_SHARE - stuck // 2)
    return Seats(stuck // 2, stuck - stuck // 2, agents, sockets - stuck - agents)


def measure_stuck(
    folder: Path, *, sockets: int, rate: float, seconds: float, rounds: int, say: Say, fsync: bool = True
) -> tuple[Seats, list[Round]]:
    """Both cases in each round, in turns. Each has a fresh process, whose memory nobody has grown before."""
    shared = seats(sockets)
    found: list[Round] = []
    with running_alone(folder, colleagues=shared.stuck_agents + shared.agents, fsync=fsync) as alone:
        run = _Run(alone, shared, rate, seconds)
        for number in range(rounds):
            cases = {stuck: run.case(stuck) for stuck in ((True, False) if number % 2 else (False, True))}
            found.append(Round(cases[True], cases[False]))
            say(f"Round {number + 1} of {rounds}: {_summary(found[-1], shared)}")
    return shared, found


def bytes_each(found: Round, shared: Seats) -> float:
    """What one that is stuck costs the server: what its memory grew by more than where everybody reads."""
    return (found.stuck.bytes_grown - found.reading.bytes_grown) / shared.stuck


def as_json(shared: Seats, rounds: Sequence[Round]) -> dict[str, Any]:
    """For the file."""
    return {"seats": asdict(shared), "rounds": [asdict(each) for each in rounds]}


class _Run:
    def __init__(self, alone: Alone, shared: Seats, rate: float, seconds: float) -> None:
        self._alone = alone
        self._seats = shared
        self._rate = rate
        self._seconds = seconds
        self._numbers = count(1)

    def case(self, is_stuck: bool) -> Case:
        """One measurement. Where nobody is stuck, the same sockets are read by the same program."""
        alone, shared = self._alone, self._seats
        alone.api.end()
        alone.api.start()
        alone.api.wait_until_ready()
        letters = self._letters()
        first = next(self._numbers)
        self._numbers = count(first + len(letters))
        listeners: list[Listener] = []
        sleepers = self._sleepers()
        with helper("bench.load.sleepers", alone.api.port, shared.stuck_agents, tokens=sleepers) as other:
            try:
                for token, is_agent in self._readers():
                    listeners.append(listen(alone.api.port, token, is_agent=is_agent, is_socket_io=False))
                settle(alone.url)
                return self._measure(letters, listeners, first, other, is_stuck)
            finally:
                for listener in listeners:
                    listener.line.close()

    def _measure(
        self, letters: list[Letter], listeners: list[Listener], first: int, other: Helper, is_stuck: bool
    ) -> Case:
        api = self._alone.api
        costs = Costs(api.cpu, self._alone.postgres_cpu)
        before: list[int] = []
        peaks: list[Peak] = []

        def on_window() -> None:
            costs.read()
            if not before:
                before.append(resident_bytes(api.pid))
                peaks.append(Peak(api.pid))
                peaks[0].__enter__()
                if is_stuck:
                    other.tell("sleep")

        try:
            result = run_open_loop(api.port, letters, listeners, first, warm_up=WARM_UP, on_window=on_window)
        finally:
            for peak in peaks:
                peak.__exit__(None, None, None)
        return _case(result, costs, before[0], peaks[0].bytes, other.ask_for_findings())

    def _letters(self) -> list[Letter]:
        """Messages between those who read, and among them long ones to customers who do not."""
        world, shared, port = self._alone.world, self._seats, self._alone.api.port
        agent = world.agent_token()
        reading = range(1, shared.customers + 1)
        stuck = range(shared.customers + 1, shared.customers + shared.stuck_customers + 1)
        customers = [make_sender(port, world.conversation_id(n), world.customer_token(n)) for n in reading]
        agents = [make_sender(port, world.conversation_id(n), agent) for n in reading]
        long = [make_sender(port, world.conversation_id(n), agent, LONG_TEXT) for n in stuck]
        in_all, share = WARM_UP + self._seconds, self._rate / LONG_SHARE
        letters = timetable(self._rate - share, in_all, customers, agents, seed=1, agent_sockets=shared.agents)
        times = [letter.at for letter in timetable(share, in_all, long, long, seed=2, agent_sockets=0)]
        # To each in turn, so that the mailboxes of all are filled in the time there is.
        letters += [Letter(at, sender, by_customer=False, listeners=0) for at, sender in zip(times, cycle(long))]
        return sorted(letters, key=lambda letter: letter.at)

    def _sleepers(self) -> list[str]:
        world, shared = self._alone.world, self._seats
        agents = [world.colleague_token(shared.agents + n + 1) for n in range(shared.stuck_agents)]
        return agents + [world.customer_token(shared.customers + n + 1) for n in range(shared.stuck_customers)]

    def _readers(self) -> list[tuple[str, bool]]:
        world, shared = self._alone.world, self._seats
        agents = [(world.colleague_token(n + 1), True) for n in range(shared.agents)]
        return agents + [(world.customer_token(n + 1), False) for n in range(shared.customers)]


def _case(result: OpenLoop, costs: Costs, before: int, peak: int, found: dict[str, Any]) -> Case:
    spent = costs.spent()
    measured = spent.server + spent.postgres + result.own_cpu
    return Case(
        p50=percentile(result.latencies, 0.5),
        p99=percentile(result.latencies, 0.99),
        missing=result.missing,
        refused=result.refused,
        bytes_before=before,
        bytes_grown=peak - before,
        closed=found["closed"],
        closes=len(found["lives"]),
        longest_life=max(found["lives"], default=0.0),
        left_behind=fmean(found["left_behind"] or [0]),
        lateness_p99=percentile(result.lateness, 0.99),
        others_share=max(0.0, spent.machine - measured - found["cpu"]) / result.window,
    )


def _summary(found: Round, shared: Seats) -> str:
    return (
        f"p50 {found.stuck.p50 * 1000:.2f} ms with stuck readers, {found.reading.p50 * 1000:.2f} without; "
        f"p99 {found.stuck.p99 * 1000:.2f} and {found.reading.p99 * 1000:.2f}; "
        f"{bytes_each(found, shared) / 1024:.0f} KiB for each that is stuck; "
        f"{found.stuck.closed} of {shared.stuck} were closed"
    )
