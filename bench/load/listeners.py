"""Sockets that listen: to the product in its own protocol, to the peers in that of Socket.IO."""

from __future__ import annotations

import json
import re
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.load.wire import (
    CLOSE_FRAME,
    MESSAGE_PREFIX,
    ORIGIN,
    PING_FRAME,
    PONG_FRAME,
    Frames,
    client_frame,
    connect,
    upgrade_request,
)

ATTEMPTS = 40
PAUSE = 0.25
_FOUND = re.compile(b'"id":"' + MESSAGE_PREFIX.encode() + b"([0-9a-f]{12})")


@dataclass(slots=True)
class Listener:
    """One open socket. `is_agent`: it listens for what customers write, otherwise for what agents write to it."""

    line: socket.socket
    is_agent: bool
    is_socket_io: bool
    frames: Frames = field(default_factory=Frames)

    def heard(self, data: bytes) -> Iterator[int]:
        """The numbers of the bench's messages in what came. Answers pings on the way."""
        for opcode, payload in self.frames.feed(data):
            if opcode == CLOSE_FRAME:
                raise ConnectionError(f"a listener was closed: {payload!r}")
            if opcode == PING_FRAME:
                self._say(payload, PONG_FRAME)
            elif self.is_socket_io and payload == b"2":
                self._say(b"3")
            elif payload.startswith(b'{"type":"ping"'):
                self._say(b'{"type":"pong"}')
            else:
                for match in _FOUND.finditer(payload):
                    yield int(match[1], 16)

    def _say(self, payload: bytes, opcode: int = 1) -> None:
        self.line.send(client_frame(payload, opcode))


def listen(port: int, token: str, *, is_agent: bool, is_socket_io: bool, as_from_afar: bool = False) -> Listener:
    """Open a socket and wait until it is live. One that is told to come back later does."""
    for attempt in range(1, ATTEMPTS + 1):
        line = connect(port, as_from_afar=as_from_afar)
        try:
            listener = Listener(line, is_agent, is_socket_io)
            if is_socket_io:
                _greet_socket_io(listener, port, token)
            else:
                _greet_product(listener, port, token)
        except (OSError, ValueError):
            line.close()
            if attempt == ATTEMPTS:
                raise
            time.sleep(PAUSE)
        else:
            line.setblocking(False)
            return listener
    raise AssertionError("the last attempt returns or raises")


def _greet_product(listener: Listener, port: int, token: str) -> None:
    rest = _upgrade(listener, port, "/v1/socket")
    hello = {"type": "hello", "token": token, "tab": f"bench-{listener.line.fileno()}", "since": None}
    listener.line.sendall(client_frame(json.dumps(hello).encode()))
    _wait_for(listener, rest, b'{"type":"ready"')


def _greet_socket_io(listener: Listener, port: int, token: str) -> None:
    rest = _upgrade(listener, port, "/socket.io/?EIO=4&transport=websocket")
    listener.line.sendall(client_frame(b"40" + json.dumps({"token": token}).encode()))
    _wait_for(listener, rest, b'40{"sid"')


def _upgrade(listener: Listener, port: int, path: str) -> bytes:
    """Shake hands. Returns what came behind the answer's head."""
    # The dashboard's host passes the API on, so its pages have the API's own origin.
    origin = f"http://127.0.0.1:{port}" if listener.is_agent else ORIGIN
    listener.line.sendall(upgrade_request(port, path, origin))
    data = b""
    while b"\r\n\r\n" not in data:
        data += _more(listener.line)
    head, _, rest = data.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 101"):
        raise ValueError(head.decode(errors="replace"))
    return rest


def _wait_for(listener: Listener, data: bytes, beginning: bytes) -> None:
    while True:
        for opcode, payload in listener.frames.feed(data):
            if opcode == CLOSE_FRAME:
                raise ValueError(f"refused: {payload!r}")
            if payload.startswith(beginning):
                return
        data = _more(listener.line)


def _more(line: socket.socket) -> bytes:
    data = line.recv(65_536)
    if not data:
        raise ConnectionError("the server closed the connection")
    return data
