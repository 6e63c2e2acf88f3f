"""A server that outlived its launcher: to be recognised for certain before it gets a signal."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from stonechat.local.errors import CannotRun

STOP_SECONDS = 60.0


def written_status(cluster: Path) -> tuple[int, int, str] | None:
    """Process, port and state (`ready`, `starting`, …), as the server wrote them into its `postmaster.pid`."""
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
        return int(lines[0]), int(lines[3]), lines[7].strip()
    except (FileNotFoundError, IndexError, ValueError):
        return None


def running_server(cluster: Path) -> int | None:
    """The process that serves `cluster` now. A file left by a crash may name a process of somebody else by today."""
    try:
        process = int((cluster / "postmaster.pid").read_text().splitlines()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None
    return process if _serves(process, cluster) else None


def stop_server(process: int) -> None:
    """Ask it to shut down at once and in order, and wait for it."""
    deadline = time.monotonic() + STOP_SECONDS
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGINT)
        while time.monotonic() < deadline:
            os.kill(process, 0)
            time.sleep(0.05)
        raise CannotRun(f"The PostgreSQL that an earlier run left behind (process {process}) does not stop.")


def _serves(process: int, cluster: Path) -> bool:
    working_folder = Path(f"/proc/{process}/cwd")
    with suppress(OSError):
        # A server works in its data folder. The link is readable for its owner and for root.
        if Path("/proc/self/cwd").exists():
            return working_folder.samefile(cluster)
    listing = subprocess.run(["ps", "-o", "command=", "-p", str(process)], capture_output=True, text=True)
    return "postgres" in listing.stdout and str(cluster) in listing.stdout
