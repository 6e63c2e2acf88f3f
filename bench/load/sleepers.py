"""A program of its own: sockets that are read until it is told to stop, and then no more.

Run as a script: PORT AGENTS, with all tokens in the first line of its input, of which the first AGENTS are agents'.
Says `live` when all sockets are, sleeps after the next line, and tells its findings as JSON when the input ends. A
sleeper that the server closes is opened again at once and sleeps on, so that there are as many all the time.
"""

from __future__ import annotations

import json
import select
import sys
import time
from pathlib import Path

from bench.load.listeners import Listener, listen

LOOK_SECONDS = 0.2
_ESTABLISHED = "01"


class Sleepers:
    """The sockets, and how long they lived."""

    def __init__(self, port: int, agents: int, tokens: list[str]) -> None:
        self._port = port
        self._agents = agents
        self._tokens = tokens
        self._asleep = False
        self._poller = select.epoll()
        self._sockets: dict[int, tuple[Listener, int, float]] = {}
        self.lives: list[float] = []
        """Seconds from falling asleep until the server closed, of each socket that it closed."""
        self.closed: set[int] = set()
        """Whose socket was closed at least once."""
        self.left_behind: list[int] = []
        """Bytes that the kernel went on to hold for each of them."""
        for index in range(len(tokens)):
            self._open(index)

    def run(self) -> None:
        """Until the input ends."""
        self._poller.register(sys.stdin, select.EPOLLIN)
        while True:
            for descriptor, _ in self._poller.poll(LOOK_SECONDS):
                if descriptor != sys.stdin.fileno():
                    self._read(self._sockets[descriptor][0])
                elif sys.stdin.readline():
                    self._fall_asleep()
                else:
                    return
            if self._asleep:
                self._look()

    def _open(self, index: int) -> None:
        is_agent = index < self._agents
        listener = listen(self._port, self._tokens[index], is_agent=is_agent, is_socket_io=False, as_from_afar=True)
        self._sockets[listener.line.fileno()] = listener, index, time.monotonic()
        if not self._asleep:
            self._poller.register(listener.line, select.EPOLLIN)

    def _read(self, listener: Listener) -> None:
        data = listener.line.recv(1 << 20)
        if not data:
            raise ConnectionError("the server closed a socket that was read")
        for _ in listener.heard(data):
            pass

    def _fall_asleep(self) -> None:
        self._asleep = True
        for descriptor, (listener, index, _) in self._sockets.items():
            self._sockets[descriptor] = listener, index, time.monotonic()
            self._poller.unregister(listener.line)

    def _look(self) -> None:
        """What the server said last lies behind all that was not read, so its own end of the lines is looked at."""
        lines = other_ends(Path("/proc/net/tcp").read_text(), self._port)
        for descriptor, (listener, index, since) in list(self._sockets.items()):
            state, held = lines.get(listener.line.getsockname()[1], ("", 0))
            if state != _ESTABLISHED:
                del self._sockets[descriptor]
                self.lives.append(time.monotonic() - since)
                self.left_behind.append(held)
                self.closed.add(index)
                listener.line.close()
                self._open(index)


def other_ends(table: str, port: int) -> dict[int, tuple[str, int]]:
    """State of a server's lines and the bytes that the kernel holds for them, by the other end's port.

    `table` is the kernel's own of all lines.
    """
    found = {}
    for line in table.splitlines()[1:]:
        _, local, remote, state, queues, _ = line.split(maxsplit=5)
        if int(local.rpartition(":")[2], 16) == port:
            found[int(remote.rpartition(":")[2], 16)] = state, int(queues.partition(":")[0], 16)
    return found


def main() -> None:
    """Read, sleep, tell."""
    sleepers = Sleepers(int(sys.argv[1]), int(sys.argv[2]), sys.stdin.readline().split())
    print("live", flush=True)
    sleepers.run()
    found = {"lives": sleepers.lives, "left_behind": sleepers.left_behind, "closed": len(sleepers.closed)}
    print(json.dumps(found | {"cpu": time.process_time()}), flush=True)


if __name__ == "__main__":
    main()
