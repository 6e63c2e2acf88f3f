"""One client of a crowd, by the rules of the client core: a socket after the other, and polling beside."""

from __future__ import annotations

import errno
import json
import random
import select
import socket
from enum import Enum, auto
from functools import partial

from bench.load.comeback import Comeback
from bench.load.crowd import Crowd, clock
from bench.load.polling import Polling
from bench.load.rows import Frame, Kept, decode_frame
from bench.load.wire import CLOSE_FRAME, ORIGIN, TEXT_FRAME, Frames, client_frame, upgrade_request

HANDSHAKE_SECONDS = 10.0
"""How long connecting, and after that the first frame, may take."""
FIRST_REFUSAL, LAST_REFUSAL = 4900, 4999
_PONG = client_frame(b'{"type":"pong"}')
_GOODBYE = client_frame((1000).to_bytes(2, "big"), CLOSE_FRAME)


class Phase(Enum):
    """Where an attempt is."""

    AWAY = auto()
    CONNECTING = auto()
    UPGRADING = auto()
    GREETING = auto()
    LIVE = auto()
    REFUSED = auto()


class Visitor:
    """One tab of one person. `customer`: the number of the customer, None for an agent."""

    def __init__(self, crowd: Crowd, number: int, token: str, customer: int | None) -> None:
        self.customer = customer
        self.kept = Kept()
        self.back_at: float | None = None
        """Since when rows come again, by whichever road."""
        self.is_by_poll = False
        """Rows came again by polling before any socket got through."""
        self.was_reset = False
        self.cursor: str | None = None
        self._crowd = crowd
        self._tab = f"bench-{number}"
        self._token = token
        chance = random.Random(number)
        self._comeback = Comeback(chance)
        self._polling = Polling(crowd, token, chance, lambda: self.cursor, self._take_answer)
        self._phase = Phase.AWAY
        self._line: socket.socket | None = None
        self._frames = Frames()
        self._head = b""
        self._heard_at = 0.0
        self._attempt = 0
        # The dashboard's host passes the API on, so its pages have the API's own origin.
        origin = ORIGIN if customer is not None else f"http://127.0.0.1:{crowd.port}"
        self._upgrade = upgrade_request(crowd.port, "/v1/socket", origin)

    @property
    def is_back(self) -> bool:
        """Rows come again, and what it missed came with them."""
        return self.back_at is not None and not self.was_reset

    def forget_outage(self) -> None:
        """Before the next one: whether it came back from the last one matters no more."""
        self.is_by_poll = self.was_reset = False

    def leave(self) -> None:
        """For good."""
        self._drop()
        self._polling.stop()
        self._phase = Phase.REFUSED

    def connect(self) -> None:
        """Begin an attempt."""
        self._drop()
        self._heard_at = clock()
        self._comeback.attempt(self._heard_at)
        line = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        line.setblocking(False)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._line, self._phase = line, Phase.CONNECTING
        if line.connect_ex(("127.0.0.1", self._crowd.port)) not in (0, errno.EINPROGRESS):
            self._lost("nobody there")
            return
        self._crowd.watch(line.fileno(), self._wake, select.EPOLLOUT)
        self._crowd.later(HANDSHAKE_SECONDS, partial(self._check, self._attempt))

    def _wake(self) -> None:
        if self._line is None:
            return
        try:
            if self._phase is Phase.CONNECTING:
                self._open(self._line)
                return
            data = self._line.recv(262_144)
        except BlockingIOError:
            return
        except OSError:
            self._lost("cut")
            return
        if not data:
            self._lost("cut")
        elif self._phase is Phase.UPGRADING:
            self._read_head(data)
        else:
            self._read_frames(data)

    def _open(self, line: socket.socket) -> None:
        if line.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            self._lost("nobody there")
            return
        line.send(self._upgrade)
        self._phase = Phase.UPGRADING
        self._crowd.read_only(line.fileno())

    def _read_head(self, data: bytes) -> None:
        self._head += data
        head, found, rest = self._head.partition(b"\r\n\r\n")
        if not found:
            return
        if not head.startswith(b"HTTP/1.1 101"):
            self._lost(f"upgrade answered {head[9:12].decode()}")
            return
        self._phase = Phase.GREETING
        self._heard_at = clock()
        hello = {"type": "hello", "token": self._token, "tab": self._tab, "since": self.cursor}
        self._say(client_frame(json.dumps(hello).encode()))
        self._read_frames(rest)

    def _read_frames(self, data: bytes) -> None:
        attempt = self._attempt
        for opcode, payload in self._frames.feed(data):
            if opcode == CLOSE_FRAME:
                self._closed(int.from_bytes(payload[:2], "big"))
            elif opcode == TEXT_FRAME:
                self._receive(decode_frame(payload))
            if attempt != self._attempt:
                return

    def _receive(self, frame: Frame) -> None:
        now = self._heard_at = clock()
        if frame.reset or frame.type == "reset":
            self._reset()
        if frame.cursor is not None:
            self.cursor = frame.cursor
        if frame.type == "rows":
            self.kept.take(frame)
        elif frame.type == "ready":
            self._phase = Phase.LIVE
            self._comeback.live(now)
            self._polling.stop()
            self.back_at = self.back_at if self.back_at is not None else now
        elif frame.type == "ping":
            self._say(_PONG)
        elif frame.type == "error":
            self._comeback.asked_to_wait(now, frame.retry_after_ms or 0)
            if frame.code != "come_back":
                self._crowd.errors[f"error {frame.code}"] += 1
        elif frame.type == "bye":
            self._comeback.asked_to_wait(now, frame.retry_after_ms or 0)
            self._say(_GOODBYE)
            self._lost("bye", by_server=True)

    def _take_answer(self, answer: Frame, *, after_failures: bool) -> None:
        if answer.reset:
            self._reset()
        self.kept.take(answer)
        self.cursor = answer.cursor
        if self.back_at is None:
            self.back_at, self.is_by_poll = clock(), True
        if after_failures and self._phase is Phase.AWAY:
            self.connect()

    def _reset(self) -> None:
        self.cursor, self.was_reset = None, True
        self._crowd.errors["reset"] += 1

    def _closed(self, code: int) -> None:
        if FIRST_REFUSAL <= code <= LAST_REFUSAL:
            self._crowd.errors[f"told to stop, {code}"] += 1
            self.leave()
        else:
            self._lost(f"closed with {code}", by_server=4000 <= code < 5000)

    def _lost(self, why: str, *, by_server: bool = False) -> None:
        self._crowd.ends[why] += 1
        now = clock()
        self._drop()
        if not self._polling.is_live:
            self.back_at = None
        wait = self._comeback.lost(now, by_server=by_server, has_other_road=self._polling.is_live)
        if self._comeback.is_blocked(now, wait):
            self._polling.start()
        self._crowd.later(wait, partial(self._come_back, self._attempt))

    def _come_back(self, attempt: int) -> None:
        if attempt == self._attempt and self._phase is Phase.AWAY:
            self.connect()

    def _check(self, attempt: int) -> None:
        """Give up an attempt that came to nothing in time."""
        if attempt != self._attempt or self._phase is Phase.LIVE:
            return
        left = self._heard_at + HANDSHAKE_SECONDS - clock()
        if left > 0:
            self._crowd.later(left, partial(self._check, attempt))
        else:
            self._lost("no answer in 10 s")

    def _say(self, frame: bytes) -> None:
        if self._line is not None:
            try:
                self._line.send(frame)
            except OSError:
                self._lost("cut")

    def _drop(self) -> None:
        self._attempt += 1
        self._phase = Phase.AWAY
        if self._line is not None:
            self._crowd.forget(self._line.fileno())
            self._line.close()
            self._line = None
        self._frames, self._head = Frames(), b""
