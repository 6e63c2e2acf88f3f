"""Messages at times that are fixed before, and when they reached the other side's socket.

Time is counted from when a message was to be sent, not from when it could be: a server that stalls makes all that was
to be sent meanwhile late, and the figures say so (no coordinated omission).
"""

from __future__ import annotations

import ctypes
import gc
import math
import os
import random
import select
import struct
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.load.listeners import Listener
from bench.load.wire import Sender, answer_length, connect

CONNECTIONS = 128
"""For sending. One that waits for its answer is not used; a message that finds none free waits, and its time counts."""
SETTLE_SECONDS = 3.0
"""How long after the last message the last deliveries may take."""
HOPELESS_SECONDS = 2.0
"""A run in which messages wait this long to be sent is beyond what the server can do, and ends early."""
LOOKING_SECONDS = 0.05

_CLOCK_MONOTONIC = 1
_TFD_NONBLOCK = os.O_NONBLOCK


class _Timer:
    """Wakes epoll at a time, to the microsecond: its own timeout counts in milliseconds."""

    def __init__(self) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self.descriptor = int(self._libc.timerfd_create(_CLOCK_MONOTONIC, _TFD_NONBLOCK))
        if self.descriptor < 0:
            raise OSError(ctypes.get_errno(), "no timer")

    def wake_in(self, seconds: float) -> None:
        nanoseconds = max(1_000, int(seconds * 1e9))
        setting = struct.pack("qqqq", 0, 0, *divmod(nanoseconds, 1_000_000_000))
        self._libc.timerfd_settime(self.descriptor, 0, setting, None)

    def rung(self) -> None:
        os.read(self.descriptor, 8)

    def close(self) -> None:
        os.close(self.descriptor)


@dataclass(slots=True)
class OpenLoop:
    """What came of the messages. A message that was refused or never arrived took infinitely long."""

    latencies: list[float] = field(default_factory=list)
    lateness: list[float] = field(default_factory=list)
    """How much later than intended each message was written to a connection: the share of the generator."""
    acknowledged: int = 0
    refused: int = 0
    first_refusal: str = ""
    missing: int = 0
    window: float = 0.0
    own_cpu: float = 0.0


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to be sent: when (seconds from the beginning), by whom, and how many sockets of others hear it.

    One that nobody hears is sent and not counted.
    """

    at: float
    sender: Sender
    by_customer: bool
    listeners: int


def timetable(
    rate: float, seconds: float, customers: Sequence[Sender], agents: Sequence[Sender], seed: int, *, agent_sockets: int
) -> list[Letter]:
    """Messages that come as people's do, at random times, by customers and agents in turn."""
    chance = random.Random(seed)
    letters: list[Letter] = []
    at = 0.0
    while (at := at + chance.expovariate(rate)) < seconds:
        by_customer = len(letters) % 2 == 0
        sender = chance.choice(customers if by_customer else agents)
        letters.append(Letter(at, sender, by_customer, agent_sockets if by_customer else 1))
    return letters


def run_open_loop(
    port: int,
    letters: Sequence[Letter],
    listeners: Sequence[Listener],
    first_number: int,
    *,
    warm_up: float,
    on_window: Callable[[], None],
) -> OpenLoop:
    """Send all letters. Those of the first `warm_up` seconds are sent and not counted."""
    run = _Run(port, letters, listeners, first_number, warm_up=warm_up, on_window=on_window)
    gc.disable()
    try:
        return run.run()
    finally:
        gc.enable()
        run.close()


class _Run:
    def __init__(
        self,
        port: int,
        letters: Sequence[Letter],
        listeners: Sequence[Listener],
        first_number: int,
        *,
        warm_up: float,
        on_window: Callable[[], None],
    ) -> None:
        self._letters = letters
        self._first = first_number
        self._warm_up = warm_up
        self._on_window = on_window
        self._unheard = [letter.listeners for letter in letters]
        self._heard_at = [math.inf] * len(letters)
        self._written_at = [math.inf] * len(letters)
        self._result = OpenLoop()
        self._poller = select.epoll()
        self._timer = _Timer()
        self._poller.register(self._timer.descriptor, select.EPOLLIN)
        self._listeners = {listener.line.fileno(): listener for listener in listeners}
        self._lines = {}
        for _ in range(CONNECTIONS):
            line = connect(port)
            line.setblocking(False)
            self._lines[line.fileno()] = line
        for descriptor in (*self._listeners, *self._lines):
            self._poller.register(descriptor, select.EPOLLIN)
        self._free = deque(self._lines)
        self._held: dict[int, bytes] = {}
        self._in_flight = 0
        self._expected = 0

    def close(self) -> None:
        self._poller.close()
        self._timer.close()
        for line in self._lines.values():
            line.close()

    def run(self) -> OpenLoop:
        clock = time.perf_counter
        letters, total = self._letters, len(self._letters)
        due = 0
        """The next letter that is to be written."""
        begin = clock() + 0.05
        measured = False
        last_at = letters[-1].at if letters else 0.0
        while True:
            now = clock() - begin
            while due < total and self._free and letters[due].at <= now:
                self._write(due, now)
                due += 1
            # Looking at everybody's clocks takes some milliseconds, so it is done before the first letter that counts.
            if not measured and now >= self._warm_up - LOOKING_SECONDS:
                self._on_window()
                self._result.own_cpu = -time.process_time()
                measured = True
            if due < total and now - letters[due].at > HOPELESS_SECONDS:
                break
            if due == total and ((not self._in_flight and not self._expected) or now > last_at + SETTLE_SECONDS):
                break
            if due < total and self._free:
                self._timer.wake_in(letters[due].at - now)
            self._handle(self._poller.poll(0.5), begin)
        if not measured:
            self._on_window()
        self._result.own_cpu += time.process_time()
        self._on_window()
        self._result.window = max(clock() - begin - self._warm_up, 1e-9)
        self._count()
        return self._result

    def _write(self, due: int, now: float) -> None:
        letter = self._letters[due]
        descriptor = self._free.popleft()
        self._lines[descriptor].send(letter.sender.request(self._first + due))
        self._written_at[due] = now
        self._in_flight += 1
        self._expected += letter.listeners

    def _handle(self, events: list[tuple[int, int]], begin: float) -> None:
        for descriptor, _ in events:
            if descriptor == self._timer.descriptor:
                self._timer.rung()
                continue
            listener = self._listeners.get(descriptor)
            if listener is None:
                self._read_answer(descriptor)
                continue
            data = listener.line.recv(262_144)
            if not data:
                raise ConnectionError("the server closed a listener's connection")
            now = time.perf_counter() - begin
            for number in listener.heard(data):
                self._hear(number - self._first, listener, now)

    def _hear(self, index: int, listener: Listener, now: float) -> None:
        """A message counts as delivered when the last of the other side's sockets has it."""
        if not 0 <= index < len(self._letters) or self._letters[index].by_customer != listener.is_agent:
            return
        if self._unheard[index] > 0:
            self._unheard[index] -= 1
            self._expected -= 1
            if not self._unheard[index]:
                self._heard_at[index] = now

    def _read_answer(self, descriptor: int) -> None:
        data = self._lines[descriptor].recv(65_536)
        if not data:
            raise ConnectionError("the server closed a connection")
        data = self._held.pop(descriptor, b"") + data
        length = answer_length(data)
        if not length or len(data) < length:
            self._held[descriptor] = data
            return
        self._in_flight -= 1
        self._free.append(descriptor)
        if data.startswith(b"HTTP/1.1 201"):
            self._result.acknowledged += 1
        else:
            self._result.refused += 1
            self._result.first_refusal = self._result.first_refusal or data[:400].decode(errors="replace")

    def _count(self) -> None:
        for index, letter in enumerate(self._letters):
            if letter.at < self._warm_up or not letter.listeners:
                continue
            self._result.latencies.append(self._heard_at[index] - letter.at)
            self._result.lateness.append(self._written_at[index] - letter.at)
            self._result.missing += not math.isfinite(self._heard_at[index])
