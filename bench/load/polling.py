"""The other road of a client that believes that no socket gets through: `POST /v1/sync`, again and again."""

from __future__ import annotations

import json
import random
import select
import socket
from collections.abc import Callable
from functools import partial
from typing import Protocol

from bench.load.comeback import backoff
from bench.load.crowd import Crowd, clock
from bench.load.rows import Frame, decode_frame
from bench.load.wire import ORIGIN, answer_length

WAIT_SECONDS, PACE_SECONDS, PATIENCE_SECONDS = 25, 0.5, 15.0
BUSY = 503


class TakeAnswer(Protocol):
    """Who gets the answers."""

    def __call__(self, answer: Frame, *, after_failures: bool) -> None:
        """Apply one. `after_failures`: those before it failed."""


class Polling:
    """One question after the other, on one kept connection."""

    def __init__(
        self, crowd: Crowd, token: str, chance: random.Random, since: Callable[[], str | None], take: TakeAnswer
    ) -> None:
        self.is_live = False
        """The newest question was answered."""
        self._crowd = crowd
        self._token = token
        self._chance = chance
        self._since = since
        self._take = take
        self._is_running = False
        self._line: socket.socket | None = None
        self._held = b""
        self._asked_at = 0.0
        self._failures = 0
        self._question = 0
        """Grows with every question and every stop, so that timers of earlier ones are recognized."""

    def start(self) -> None:
        """Begin, if it has not begun."""
        if not self._is_running:
            self._is_running = True
            self._ask(self._question)

    def stop(self) -> None:
        """A socket is live, or nobody asks any more."""
        if self._is_running:
            self._is_running = self.is_live = False
            self._failures = 0
            self._hang_up()

    def _ask(self, question: int) -> None:
        if question != self._question or not self._is_running:
            return
        self._question += 1
        self._asked_at = clock()
        # The first question after a silence waits for nothing: its answer shows that the line works.
        wait = WAIT_SECONDS if self.is_live else 0
        body = json.dumps({"since": self._since(), "wait": wait}).encode()
        head = (
            f"POST /v1/sync HTTP/1.1\r\nHost: 127.0.0.1:{self._crowd.port}\r\nContent-Length: {len(body)}\r\n"
            f"Authorization: Bearer {self._token}\r\nContent-Type: application/json\r\nOrigin: {ORIGIN}\r\n\r\n"
        )
        try:
            if self._line is None:
                # To this machine, connecting blocks for no longer than it takes to be refused.
                self._line = socket.create_connection(("127.0.0.1", self._crowd.port), timeout=PACE_SECONDS)
                self._line.setblocking(False)
                self._crowd.watch(self._line.fileno(), self._wake, select.EPOLLIN)
            self._line.send(head.encode() + body)
        except OSError:
            self._failed("poll: nobody there")
            return
        self._crowd.later(PATIENCE_SECONDS + wait, partial(self._check, self._question))

    def _wake(self) -> None:
        if self._line is None:
            return
        try:
            data = self._line.recv(262_144)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._failed("poll: cut")
            return
        self._held += data
        length = answer_length(self._held)
        if not length or len(self._held) < length:
            return
        answer, self._held = self._held, b""
        head, _, body = answer.partition(b"\r\n\r\n")
        status = int(head[9:12])
        if status >= 500:
            self._failed(f"poll answered {status}", _retry_after(head))
        elif status >= 400:
            self._crowd.errors[f"poll answered {status}"] += 1
            self.stop()
        else:
            self._answered(decode_frame(body))

    def _answered(self, answer: Frame) -> None:
        after_failures, self._failures, self.is_live = self._failures > 0, 0, True
        self._question += 1
        self._crowd.later(max(0.0, self._asked_at + PACE_SECONDS - clock()), partial(self._ask, self._question))
        self._take(answer, after_failures=after_failures)

    def _failed(self, why: str, wait: float = 0.0) -> None:
        self._crowd.ends[why] += 1
        self._hang_up()
        self.is_live = False
        wait = max(wait, backoff(self._failures, self._chance))
        self._failures += 1
        self._crowd.later(wait, partial(self._ask, self._question))

    def _check(self, question: int) -> None:
        if question == self._question:
            self._failed("poll: no answer")

    def _hang_up(self) -> None:
        self._question += 1
        self._held = b""
        if self._line is not None:
            self._crowd.forget(self._line.fileno())
            self._line.close()
            self._line = None


def _retry_after(head: bytes) -> float:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"retry-after:"):
            return float(line[12:])
    return 0.0
