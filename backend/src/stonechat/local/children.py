"""The programs that the supervisor keeps alive, their logs, and asking them over HTTP whether they are there."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from logging.handlers import RotatingFileHandler
from pathlib import Path

from stonechat.local.programs import tied

STOP_SECONDS = 15.0
LINE_LIMIT = 1 << 20


@dataclass(slots=True)
class Child:
    """One program: how to start it, and where it answers."""

    name: str
    command: list[str]
    folder: Path
    environment: dict[str, str]
    host: str
    port: int
    path: str
    """What a GET answers without an error once it is ready."""
    log: Path
    chatty: bool
    """Whether all that it says is shown. Otherwise only trouble is; the log has the rest."""
    process: asyncio.subprocess.Process | None = None
    last_lines: deque[str] = field(default_factory=lambda: deque(maxlen=5))
    _pumps: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def pid(self) -> int | None:
        """Its process, while it lives."""
        return self.process.pid if self.process and self.process.returncode is None else None

    async def start(self) -> None:
        """Start it. It gets SIGTERM when this process dies, however that happens."""
        self.last_lines.clear()
        self.process = await asyncio.create_subprocess_exec(
            *tied(self.command, signal.SIGTERM),
            cwd=self.folder,
            env=self.environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
            limit=LINE_LIMIT,
        )
        assert self.process.stdout and self.process.stderr  # Both are pipes.
        self._pumps = [
            asyncio.create_task(self._pump(self.process.stdout, for_trouble=False)),
            asyncio.create_task(self._pump(self.process.stderr, for_trouble=True)),
        ]

    async def ended(self) -> int:
        """Wait until it is gone and all it said is written; its exit status."""
        assert self.process
        status = await self.process.wait()
        await asyncio.wait(self._pumps, timeout=1)
        return status

    async def stop(self) -> None:
        """Ask it to stop, then insist. What it started itself goes with it."""
        if not self.process:
            return
        if self.process.returncode is None:
            with suppress(ProcessLookupError):
                self.process.terminate()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.process.wait(), STOP_SECONDS)
        self.kill()
        await self.ended()

    def kill(self) -> None:
        """End it and its own children at once. It leads a session, so its number is that of their group."""
        if self.process:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)

    async def answers(self) -> bool:
        """Whether its address answers without an error now."""
        with suppress(OSError, TimeoutError, IndexError, ValueError):
            return await asyncio.wait_for(self._ask(), 2)
        return False

    async def _ask(self) -> bool:
        reader, writer = await asyncio.open_connection(self.host.strip("[]"), self.port)
        try:
            writer.write(
                f"GET {self.path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nConnection: close\r\n\r\n".encode()
            )
            status = int((await reader.readline()).split()[1])
            return status < 400
        finally:
            writer.close()

    async def _pump(self, stream: asyncio.StreamReader, *, for_trouble: bool) -> None:
        kept = _log_file(self.log)
        while True:
            try:
                raw = await stream.readline()
            except ValueError:  # A line beyond the limit: what was read of it is dropped, the rest goes on.
                continue
            if not raw:
                return
            line = raw.decode(errors="replace").rstrip()
            if line:
                self.last_lines.append(line)
                kept.info(line)
                if self.chatty or _is_trouble(line, otherwise=for_trouble):
                    print(f"{self.name:<10} {line}", flush=True)


def _is_trouble(line: str, *, otherwise: bool) -> bool:
    """What a structured line says of itself; a plain one is trouble or not by where it was written."""
    with suppress(ValueError):
        record = json.loads(line)
        if isinstance(record, dict) and "level" in record:
            return record["level"] not in {"debug", "info"}
    return otherwise


def _log_file(path: Path) -> logging.Logger:
    logger = logging.getLogger(f"stonechat.local.{path}")
    if not logger.handlers:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=5_000_000, backupCount=1)
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False
    return logger
