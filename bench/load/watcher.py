"""A program of its own: one agent's socket, read as fast as it can be, and what came twice or never.

Run as a script: PORT, with the token in the first line of its input. Says `live` when it is, stops when its input ends,
and then tells its findings as JSON. It is not in the generator's process because reading all this would slow that down.
"""

from __future__ import annotations

import json
import select
import sys
import time

from bench.load.listeners import listen
from bench.load.rows import Frame, Kept, decode_frame
from bench.load.wire import CLOSE_FRAME, Frames, client_frame

QUIET_SECONDS = 1.5
"""Without a row for so long after the end, all has come: whoever is behind looks every second."""
LONGEST_END = 15.0
_PONG = client_frame(b'{"type":"pong"}')


class Watcher:
    """The socket, and what came by it."""

    def __init__(self, port: int, token: str) -> None:
        self._line = listen(port, token, is_agent=True, is_socket_io=False).line
        self._frames = Frames()
        self.kept = Kept()
        self.resets = 0
        self.closed_with = 0

    def watch(self) -> None:
        """Until the input has ended and nothing more comes."""
        poller = select.poll()
        poller.register(self._line, select.POLLIN)
        poller.register(sys.stdin, select.POLLIN)
        ended_at = heard_at = 0.0
        while not self.closed_with:
            for descriptor, _ in poller.poll(100):
                if descriptor == sys.stdin.fileno():
                    poller.unregister(sys.stdin)
                    ended_at = heard_at = time.monotonic()
                elif self._read():
                    heard_at = time.monotonic()
            now = time.monotonic()
            if ended_at and (now - heard_at > QUIET_SECONDS or now - ended_at > LONGEST_END):
                return

    def _read(self) -> bool:
        """Whether rows came."""
        data = self._line.recv(1 << 20)
        if not data:
            self.closed_with = 1006
        before = self.kept.messages
        for opcode, payload in self._frames.feed(data):
            if opcode == CLOSE_FRAME:
                self.closed_with = int.from_bytes(payload[:2], "big")
            else:
                self._take(decode_frame(payload))
        return self.kept.messages > before

    def _take(self, frame: Frame) -> None:
        self.resets += frame.type == "reset"
        self.kept.take(frame)
        if frame.type == "ping":
            self._line.send(_PONG)


def main() -> None:
    """Watch, and tell."""
    watcher = Watcher(int(sys.argv[1]), sys.stdin.readline().strip())
    print("live", flush=True)
    watcher.watch()
    kept = watcher.kept
    found = {"messages": kept.messages, "repeats": kept.repeats, "stale": kept.stale}
    found |= {"resets": watcher.resets, "closed_with": watcher.closed_with}
    print(json.dumps(found | {"cpu": time.process_time()}), flush=True)


if __name__ == "__main__":
    main()
