"""A stop that clients hardly notice.

On SIGTERM uvicorn would close all sockets at once and everybody would come back in the same moment. So the signal is
taken before it: readiness turns red, every client is asked to leave with a time of its own to come back, the waiting
polls are answered, and only then uvicorn is told, which lets the running requests finish.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

from stonechat.realtime.longpoll import LongPoll
from stonechat.realtime.session import SocketSessions

SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextlib.contextmanager
def stopping_first(sockets: SocketSessions, long_poll: LongPoll) -> Iterator[None]:
    """Take the signals while the app runs. Does nothing outside the main thread, where no signal arrives."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    servers: dict[int, Any] = {number: signal.getsignal(number) for number in SIGNALS}
    farewell: list[asyncio.Task[None]] = []

    async def stop(number: int, frame: FrameType | None) -> None:
        long_poll.stop()
        await sockets.say_goodbye()
        _pass_on(servers[number], number, frame)

    def begin(number: int, frame: FrameType | None) -> None:
        if farewell:
            # Whoever asks twice does not want to wait.
            _pass_on(servers[number], number, frame)
        else:
            farewell.append(loop.create_task(stop(number, frame)))

    def take(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(begin, number, frame)

    for taken in SIGNALS:
        signal.signal(taken, take)
    try:
        yield
    finally:
        for number, handler in servers.items():
            if signal.getsignal(number) is take:
                signal.signal(number, handler)


def _pass_on(
    handler: Callable[[int, FrameType | None], Any] | int | None, number: int, frame: FrameType | None
) -> None:
    if callable(handler):
        handler(number, frame)
    elif handler == signal.SIG_DFL:
        raise SystemExit(128 + number)
