"""Programs that stand beside the generator, because what they do would slow it down."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from stonechat.local.programs import tied

PATIENCE = 30.0
"""Seconds that a helper may take to tell what it found."""


class Helper:
    """One of them."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def tell(self, word: str) -> None:
        """Say something to it."""
        if self._process.stdin is None:
            raise AssertionError("it was asked for")
        self._process.stdin.write(word + "\n")
        self._process.stdin.flush()

    def wait_until_live(self) -> None:
        """Until it says so."""
        if self._process.stdout is None or self._process.stdout.readline() != "live\n":
            raise ChildProcessError("a helper of the bench did not get in")

    def ask_for_findings(self) -> dict[str, Any]:
        """End its input, and wait for what it says to that."""
        said, _ = self._process.communicate(timeout=PATIENCE)
        found: dict[str, Any] = json.loads(said)
        return found


@contextmanager
def helper(module: str, *arguments: int, tokens: list[str]) -> Iterator[Helper]:
    """Start one, tell it whose sockets to open, and wait until they are live. It ends with the block."""
    process = subprocess.Popen(
        tied([sys.executable, "-m", module, *map(str, arguments)], signal.SIGTERM),
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        started = Helper(process)
        started.tell(" ".join(tokens))
        started.wait_until_live()
        yield started
    finally:
        process.kill()
        process.communicate()
