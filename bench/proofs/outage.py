"""An outage of the API, and what is written while its clients are away."""

from __future__ import annotations

import math
import signal
import threading
import time
from itertools import count

from bench.load.crowd import Crowd, clock
from bench.load.wire import Sender, answer_length, connect
from bench.stack.alone import Api

LOOK_SECONDS = 0.01
PAUSE = 0.5
"""Seconds before a process that ended is started again: what `make run` waits."""


class Outage:
    """Ends the API with a signal and starts it again, while the loop of its clients runs on."""

    def __init__(self, api: Api, crowd: Crowd, farewell: signal.Signals) -> None:
        self._api = api
        self._crowd = crowd
        self._farewell = farewell
        self.began_at = clock()
        self.exit_seconds = math.inf
        self.ready_at = math.inf
        """When it could take clients again."""
        self._waiting = threading.Thread(target=self._wait_until_ready, name="readiness", daemon=True)

    def begin(self) -> None:
        """Send the signal. The rest follows by itself."""
        self.began_at = clock()
        self._api.send(self._farewell)
        self._look()

    def join(self) -> None:
        """After the loop: wait until the API is there, if it is not yet."""
        if not self._waiting.ident:
            raise TimeoutError(f"the API did not end after {self._farewell.name}")
        self._waiting.join()

    def _look(self) -> None:
        if self._api.is_running:
            self._crowd.later(LOOK_SECONDS, self._look)
            return
        self.exit_seconds = clock() - self.began_at
        self._crowd.later(PAUSE, self._start)

    def _start(self) -> None:
        # Here and not in the thread: whoever starts a process is its parent, and it would end with the thread.
        self._api.start()
        self._waiting.start()

    def _wait_until_ready(self) -> None:
        self._api.wait_until_ready()
        self.ready_at = clock()


class Writers(threading.Thread):
    """Some people who write at an even pace by way of another process, so that there is something to miss."""

    def __init__(self, port: int, senders: list[Sender], numbers: count[int], seconds: float) -> None:
        super().__init__(name="writers", daemon=True)
        self._port = port
        self._senders = senders
        self._numbers = numbers
        self._pause = seconds / max(1, len(senders))
        self.numbers: list[int] = []
        """Of the messages that were acknowledged; as many as there are senders in the end, in their order."""

    def run(self) -> None:
        """Write one message each."""
        line = connect(self._port)
        begin = time.monotonic()
        for index, sender in enumerate(self._senders):
            time.sleep(max(0.0, begin + index * self._pause - time.monotonic()))
            number = next(self._numbers)
            line.sendall(sender.request(number))
            answer = b""
            while not (length := answer_length(answer)) or len(answer) < length:
                answer += line.recv(65_536)
            if not answer.startswith(b"HTTP/1.1 201"):
                raise RuntimeError(f"a message was refused: {answer[:400]!r}")
            self.numbers.append(number)
        line.close()
