"""Work that waits, written once for those who may block and for those who may not.

Such work is a generator that yields how many seconds to wait next. It runs in the thread of whoever drives it, because
a child that is tied to its parent gets its farewell when the thread that started it ends.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Generator
from contextlib import closing
from typing import TypeVar

T = TypeVar("T")
Steps = Generator[float, None, T]


def run_steps(steps: Steps[None]) -> None:
    """Do the work and block meanwhile. Whatever ends the waiting ends the work too."""
    with closing(steps):
        for pause in steps:
            time.sleep(pause)


async def await_steps(steps: Steps[None]) -> None:
    """Do the work and let others run during its pauses. Cancelling it ends the work."""
    with closing(steps):
        for pause in steps:
            await asyncio.sleep(pause)
