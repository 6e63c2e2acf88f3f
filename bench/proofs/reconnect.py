"""Thousands of idle sockets in one process that dies, and how they come back."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from bench.load.crowd import Crowd, clock
from bench.load.visitor import Visitor
from bench.load.wire import Sender, make_sender
from bench.proofs.outage import Outage, Writers
from bench.proofs.returns import Reconnect, Return
from bench.results import Say
from bench.stack.alone import Alone, Api, running_alone
from bench.stack.cpu import busy_seconds
from bench.stack.memory import allow_files, resident_bytes
from bench.stack.world import CONVERSATIONS, World
from bench.statistic import percentile

AGENTS_SHARE = 4
"""One socket of so many is an agent's."""
SOCKETS_EACH = 40
"""Of an agent; a process takes 50 connections of one person."""
ARRIVALS = 200.0
"""Clients a second in the beginning."""
FIRST_FEW = 0.05
"""The share of the sockets that is opened before memory is first looked at: by then everything is loaded."""
CALM_SECONDS = 11.0
"""After 10 s a client counts a connection as a good one, and comes back as soon as from the first."""
SOON, LATEST = 20.0, 35.0
"""Seconds from the signal, within which nearly all and all are to be back."""
AFTERWARDS = 3.0
LONGEST_RETURN = 120.0
"""Seconds more, after which the run is given up. What was found until then is written."""
MESSAGES, WRITING_SECONDS = 40, 20.0
"""What is written from the signal on."""


def measure_reconnect(folder: Path, *, sockets: int, rounds: int, say: Say, fsync: bool = True) -> Reconnect:
    """Open the sockets, and end the process twice in each round: once without and once with a warning."""
    # Everybody's socket, everybody's poll beside it while they come back, and what the process has open otherwise.
    allow_files(2 * sockets + 500)
    agents = sockets // AGENTS_SHARE
    colleagues = max(1, -(-agents // SOCKETS_EACH))
    with running_alone(folder, colleagues=colleagues, fsync=fsync) as alone, alone.second_api() as second:
        crowd = Crowd(alone.api.port)
        visitors = _invite(crowd, alone.world, sockets, agents)
        returns: list[Return] = []
        try:
            grown, held = _arrive(crowd, visitors, alone.api, say)
            run = _Run(alone, second, crowd, visitors)
            for farewell in (signal.SIGKILL, signal.SIGTERM) * rounds:
                crowd.run(CALM_SECONDS)
                returns.append(run.outage(farewell))
                say(_summary(returns[-1]))
                if not _are_all_in(crowd, visitors, LONGEST_RETURN):
                    say(f"Not everybody is back {LONGEST_RETURN:.0f} s later; no other outage is begun.")
                    break
        finally:
            for visitor in visitors:
                visitor.leave()
            crowd.close()
    people = len({visitor.customer for visitor in visitors} - {None})
    return Reconnect(sockets, people, colleagues, grown, held, returns)


def _invite(crowd: Crowd, world: World, sockets: int, agents: int) -> list[Visitor]:
    """Agents with many tabs, and customers, of whom some have a second tab."""
    visitors = []
    for number in range(sockets):
        if number % AGENTS_SHARE == 0 and number // AGENTS_SHARE < agents:
            token = world.colleague_token(number // AGENTS_SHARE // SOCKETS_EACH + 1)
            visitors.append(Visitor(crowd, number, token, None))
        else:
            customer = number % CONVERSATIONS + 1
            visitors.append(Visitor(crowd, number, world.customer_token(customer), customer))
    return visitors


def _arrive(crowd: Crowd, visitors: Sequence[Visitor], api: Api, say: Say) -> tuple[float, int]:
    """Let all in. Returns the memory of each idle socket, and of the whole process."""
    early = max(1, round(len(visitors) * FIRST_FEW))
    _let_in(crowd, visitors[:early])
    before = resident_bytes(api.pid)
    _let_in(crowd, visitors[early:])
    crowd.run(AFTERWARDS)
    after = resident_bytes(api.pid)
    each = (after - before) / max(1, len(visitors) - early)
    say(f"{len(visitors)} sockets are open, at {each / 1024:.1f} KiB each.")
    return each, after


def _let_in(crowd: Crowd, visitors: Sequence[Visitor]) -> None:
    for index, visitor in enumerate(visitors):
        crowd.later(index / ARRIVALS, visitor.connect)
    if not _are_all_in(crowd, visitors, len(visitors) / ARRIVALS + LONGEST_RETURN):
        raise TimeoutError(f"not all clients got in: {crowd.ends}, {crowd.errors}")


def _are_all_in(crowd: Crowd, visitors: Sequence[Visitor], seconds: float) -> bool:
    def are_in() -> bool:
        return all(visitor.back_at is not None for visitor in visitors)

    crowd.run(seconds, are_in)
    return are_in()


class _Run:
    """The outages of one crowd, whose messages are counted through."""

    def __init__(self, alone: Alone, second: Api, crowd: Crowd, visitors: Sequence[Visitor]) -> None:
        self._alone = alone
        self._second = second
        self._crowd = crowd
        self._visitors = visitors
        self._numbers = count(1)
        self._for_customer: dict[int, set[int]] = {}
        self._for_all: set[int] = set()

    def outage(self, farewell: signal.Signals) -> Return:
        """One of them."""
        crowd, visitors, api = self._crowd, self._visitors, self._alone.api
        crowd.ends, crowd.errors = Counter(), Counter()
        repeats, stale = self._doubtful()
        errors = api.errors_logged()
        for visitor in visitors:
            visitor.forget_outage()
        conversations = self._conversations()
        outage = Outage(api, crowd, farewell)
        writers = Writers(self._second.port, self._senders(conversations), self._numbers, WRITING_SECONDS)
        spent = self._clocks()
        own, begin = time.process_time(), clock()
        outage.begin()
        writers.start()
        crowd.run(LATEST + AFTERWARDS, lambda: clock() - begin > SOON + AFTERWARDS and self._are_back())
        window = clock() - begin
        own = time.process_time() - own
        machine, postgres, second = (after - before for after, before in zip(self._clocks(), spent, strict=True))
        outage.join()
        writers.join(WRITING_SECONDS)
        self._note(conversations, writers.numbers)
        back = [visitor.back_at - outage.began_at for visitor in visitors if visitor.is_back and visitor.back_at]
        never = [float("inf")] * (len(visitors) - len(back))
        doubtful = self._doubtful()
        return Return(
            signal=farewell.name,
            exit_seconds=outage.exit_seconds,
            ready_seconds=outage.ready_at - outage.began_at,
            sockets=len(visitors),
            back_soon=sum(each <= SOON for each in back),
            back_at_latest=sum(each <= LATEST for each in back),
            back_p50=percentile(back + never, 0.5),
            back_p99=percentile(back + never, 0.99),
            back_last=max(back + never),
            by_poll=sum(visitor.is_by_poll for visitor in visitors),
            messages=len(writers.numbers),
            due=sum(len(self._due(visitor) & set(writers.numbers)) for visitor in visitors),
            missing=sum(visitor.kept.missing(self._due(visitor)) for visitor in visitors),
            repeats=doubtful[0] - repeats,
            stale=doubtful[1] - stale,
            ends=dict(crowd.ends),
            errors=dict(crowd.errors),
            errors_logged=api.errors_logged() - errors,
            server_cpu=api.cpu(),
            postgres_cpu=postgres,
            generator_cpu=own,
            others_share=max(0.0, machine - api.cpu() - postgres - second - own) / window,
        )

    def _are_back(self) -> bool:
        return all(visitor.is_back for visitor in self._visitors)

    def _doubtful(self) -> tuple[int, int]:
        return sum(each.kept.repeats for each in self._visitors), sum(each.kept.stale for each in self._visitors)

    def _clocks(self) -> tuple[float, float, float]:
        return busy_seconds(), self._alone.postgres_cpu(), self._second.cpu()

    def _conversations(self) -> list[int]:
        """Into which is written: those of customers who are there, evenly among them."""
        present = sorted({visitor.customer for visitor in self._visitors if visitor.customer is not None})
        return [present[index * len(present) // MESSAGES] for index in range(MESSAGES)]

    def _senders(self, conversations: Sequence[int]) -> list[Sender]:
        world, port = self._alone.world, self._second.port
        agent = world.agent_token()
        return [
            make_sender(port, world.conversation_id(number), agent if index % 2 else world.customer_token(number))
            for index, number in enumerate(conversations)
        ]

    def _note(self, conversations: Sequence[int], numbers: Sequence[int]) -> None:
        if len(numbers) != len(conversations):
            raise RuntimeError(f"only {len(numbers)} of {len(conversations)} messages were acknowledged")
        self._for_all.update(numbers)
        for conversation, number in zip(conversations, numbers, strict=True):
            self._for_customer.setdefault(conversation, set()).add(number)

    def _due(self, visitor: Visitor) -> set[int]:
        """What a client must have by now."""
        return self._for_all if visitor.customer is None else self._for_customer.get(visitor.customer, set())


def _summary(found: Return) -> str:
    return (
        f"{found.signal}: the process was gone after {found.exit_seconds:.1f} s and ready after "
        f"{found.ready_seconds:.1f} s; {found.back_soon / found.sockets:.2%} were back after {SOON:.0f} s, the last "
        f"after {found.back_last:.1f} s; {found.missing} rows missing, {found.repeats} repeated; "
        f"{found.errors or 'no errors'}"
    )
