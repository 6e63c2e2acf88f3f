"""Running the backend's own commands, which prepare the database, as processes beside the supervisor."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from stonechat.local.errors import CannotRun
from stonechat.local.libpq import complaint
from stonechat.local.parts import Layout
from stonechat.local.programs import tied

T = TypeVar("T")


async def run_command(layout: Layout, name: str, environment: dict[str, str], logs: Path) -> str:
    """What `stonechat NAME` prints. Raises `CannotRun` with the telling line when it fails; `logs` gets all of it."""
    process = await asyncio.create_subprocess_exec(
        *tied([*layout.python, name], signal.SIGTERM),
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        out, err = await process.communicate()
    except asyncio.CancelledError:
        process.terminate()
        await process.wait()
        raise
    if process.returncode:
        log = _keep(logs / f"{name}.log", out + err)
        raise CannotRun(f"`stonechat {name}` failed: {complaint(err.decode(errors='replace'))} (all of it: {log}).")
    return out.decode(errors="replace")


async def to_its_end(work: Coroutine[Any, Any, T], seconds: float) -> T:
    """What `work` returns. Cancelling this leaves it `seconds` more, for what must not be cut off in the middle."""
    task = asyncio.create_task(work)
    try:
        await asyncio.wait({task})
    except asyncio.CancelledError:
        await asyncio.wait({task}, timeout=seconds)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        raise
    return task.result()


def last_json(output: str) -> dict[str, Any]:
    """The answer in the last line of what a command printed."""
    try:
        return dict(json.loads(output.strip().splitlines()[-1]))
    except (IndexError, TypeError, ValueError):
        raise CannotRun("`stonechat init` did not say which site it made.") from None


def _keep(log: Path, output: bytes) -> Path:
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_bytes(output)
    return log
