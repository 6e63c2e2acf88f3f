"""A server that outlived its launcher: to be recognised for certain before it gets a signal."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from stonechat.local.errors import CannotRun
from stonechat.local.steps import Steps

STOP_SECONDS = 60.0


def written_status(cluster: Path) -> tuple[int, int, str] | None:
    """Process, port and state (`ready`, `starting`, …), as the server wrote them into its `postmaster.pid`."""
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
        return int(lines[0]), int(lines[3]), lines[7].strip()
    except (FileNotFoundError, IndexError, ValueError):
        return None


def running_server(cluster: Path) -> int | None:
    """The process that serves `cluster` now, or None.

    A file that a crash left behind is removed: the process it names may be somebody else's by today, or a dead one that
    nobody collects, and PostgreSQL would take either for a server. Its shared memory still guards the data.
    """
    file = cluster / "postmaster.pid"
    try:
        process = int(file.read_text().splitlines()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None
    if _serves(process, cluster):
        return process
    file.unlink(missing_ok=True)
    return None


def stop_server(process: int, cluster: Path) -> Steps[None]:
    """Ask it to shut down at once and in order, and wait for it."""
    deadline = time.monotonic() + STOP_SECONDS
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGINT)
    while _serves(process, cluster):
        if time.monotonic() > deadline:
            raise CannotRun(f"The PostgreSQL that an earlier run left behind (process {process}) does not stop.")
        yield 0.05


def _serves(process: int, cluster: Path) -> bool:
    if Path("/proc/self/cwd").exists():
        try:
            # A server works in its data folder. The link is readable for its owner and for root.
            return Path(f"/proc/{process}/cwd").samefile(cluster)
        except OSError:
            return False
    listing = subprocess.run(["ps", "-o", "command=", "-p", str(process)], check=False, capture_output=True, text=True)
    return "postgres" in listing.stdout and str(cluster) in listing.stdout
