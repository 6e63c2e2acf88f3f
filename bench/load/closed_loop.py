"""Clients that each send, wait for the answer, and send again."""

from __future__ import annotations

import gc
import math
import select
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from bench.load.wire import Sender, answer_length, connect

PATIENCE = 15.0
"""Seconds after which an answer that did not come is a fault of the run."""


@dataclass(slots=True)
class ClosedLoop:
    """What the clients saw. `window`: the measured seconds; what came before warmed everything up."""

    window: float = 0.0
    answers: int = 0
    """Within the window."""
    latencies: list[float] = field(default_factory=list)
    acknowledged: int = 0
    """In all, so that they can be counted in the database."""
    refused: int = 0
    first_refusal: str = ""
    own_cpu: float = 0.0
    """Seconds of CPU that the generator took within the window."""


@dataclass(slots=True)
class _Client:
    line: socket.socket
    senders: Iterator[Sender]
    sent_at: float = 0.0
    held: bytes = b""


def run_closed_loop(
    port: int,
    senders: Sequence[Iterator[Sender]],
    numbers: count[int],
    *,
    warm_up: float,
    seconds: float,
    on_window: Callable[[], None],
) -> ClosedLoop:
    """Run one client for each of `senders`. `on_window` is called where the window begins and where it ends."""
    run = _Run(port, senders, numbers)
    gc.disable()
    try:
        return run.run(warm_up, seconds, on_window)
    finally:
        gc.enable()
        run.close()


class _Run:
    def __init__(self, port: int, senders: Sequence[Iterator[Sender]], numbers: count[int]) -> None:
        self._numbers = numbers
        self._result = ClosedLoop()
        self._poller = select.epoll()
        self._clients: dict[int, _Client] = {}
        self._begin, self._end = math.inf, math.inf
        """Of the window."""
        self._stopping = False
        self._waiting = 0
        """How many clients wait for an answer."""
        self._last_answer = 0.0
        for chosen in senders:
            line = connect(port)
            line.setblocking(False)
            self._clients[line.fileno()] = _Client(line, chosen)
            self._poller.register(line.fileno(), select.EPOLLIN)

    def close(self) -> None:
        self._poller.close()
        for client in self._clients.values():
            client.line.close()

    def run(self, warm_up: float, seconds: float, on_window: Callable[[], None]) -> ClosedLoop:
        clock = time.perf_counter
        warm_at = clock() + warm_up
        self._last_answer = clock()
        for client in self._clients.values():
            self._send(client)
        while self._waiting:
            for descriptor, _ in self._poller.poll(1.0):
                self._read(self._clients[descriptor])
            now = clock()
            if now >= warm_at and self._begin == math.inf:
                on_window()
                self._result.own_cpu = -time.process_time()
                self._begin = clock()
                self._end = self._begin + seconds
            elif now >= self._end and not self._stopping:
                self._result.own_cpu += time.process_time()
                on_window()
                self._stopping = True
            if now - self._last_answer > PATIENCE:
                raise TimeoutError(f"{self._waiting} answers did not come")
        self._result.window = seconds
        return self._result

    def _send(self, client: _Client) -> None:
        request = next(client.senders).request(next(self._numbers))
        self._waiting += 1
        client.sent_at = time.perf_counter()
        client.line.send(request)

    def _read(self, client: _Client) -> None:
        data = client.line.recv(65_536)
        if not data:
            raise ConnectionError("the server closed a connection")
        if client.held:
            data = client.held + data
        length = answer_length(data)
        if not length or len(data) < length:
            client.held = data
            return
        client.held = b""
        self._waiting -= 1
        self._count(data, client.sent_at)
        if not self._stopping:
            self._send(client)

    def _count(self, data: bytes, sent_at: float) -> None:
        result = self._result
        now = self._last_answer = time.perf_counter()
        if not data.startswith(b"HTTP/1.1 201"):
            result.refused += 1
            result.first_refusal = result.first_refusal or data[:400].decode(errors="replace")
            return
        result.acknowledged += 1
        if self._begin <= now < self._end:
            result.answers += 1
            # What was on its way when the window began may have waited for us, while we looked at clocks.
            if sent_at >= self._begin:
                result.latencies.append(now - sent_at)
