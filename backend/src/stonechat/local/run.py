"""The supervisor behind `make run`: starts everything in order, keeps it alive, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from stonechat.errors import SettingsError
from stonechat.local.checks import check_consent, check_database, check_frontends, check_node, check_ports
from stonechat.local.children import Child
from stonechat.local.cluster import EmbeddedPostgres
from stonechat.local.commands import last_json, run_command, to_its_end
from stonechat.local.errors import CannotRun
from stonechat.local.locks import FolderLock
from stonechat.local.options import RunOptions, read_options
from stonechat.local.parts import Layout, addresses, api_environment, make_children
from stonechat.local.secret_files import jwt_secret_file, kept_secret
from stonechat.settings import read_settings

READY_SECONDS = 60.0
STEADY_SECONDS = 30.0
"""A part that lived this long and dies has the shortest pause before it is started again."""
LONGEST_PAUSE = 10.0
LAST_SECONDS = 10.0
"""What the command that makes the first password gets to end by itself after a signal."""
PLACEHOLDER_URL = "postgresql://embedded"


def main(reload: bool = False) -> int:
    """Run until Ctrl-C or SIGTERM. Returns the exit status; says why in one sentence where it is not zero."""
    return run(Layout(), develop=reload)


def run(layout: Layout, *, develop: bool) -> int:
    """The same for parts that are somewhere else."""
    try:
        return asyncio.run(Supervisor(read_options(os.environ), layout, develop=develop).run())
    except SettingsError as error:
        print("\n".join(error.faults), file=sys.stderr)
    except CannotRun as error:
        print(error, file=sys.stderr)
    except PermissionError as error:
        print(
            f"{error.filename} is closed to this user, who may not be the one who ran Stonechat before.",
            file=sys.stderr,
        )
    return 1


class Supervisor:
    """One run of all parts."""

    def __init__(self, options: RunOptions, layout: Layout, *, develop: bool) -> None:
        self._options = options
        self._layout = layout
        self._develop = develop
        self._began = time.monotonic()
        self._state = options.data_dir / "run.json"
        self._postgres: EmbeddedPostgres | None = None
        self._children: list[Child] = []
        self._stop = asyncio.Event()
        self._site_id = ""

    async def run(self) -> int:
        """Start, serve, stop."""
        lock = FolderLock(self._options.data_dir / "run.lock")
        lock.take()
        try:
            self._listen_to_signals()
            serving = asyncio.create_task(self._serve())
            stopping = asyncio.create_task(self._stop.wait())
            await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not serving.done():
                self._say("Stopping.")
                serving.cancel()
                await asyncio.wait({serving})
            stopping.cancel()
            if not serving.cancelled():
                serving.result()
            return 0
        finally:
            await self._stop_everything()
            lock.give_back()

    async def _serve(self) -> None:
        options = self._options
        environment, node = self._check()
        if not options.database_url:
            self._postgres = EmbeddedPostgres(options.data_dir, say=self._say)
            self._say("Starting PostgreSQL.")
            await self._postgres.start_meanwhile()
            environment["DATABASE_URL"] = self._postgres.url
        self._say("Preparing the database.")
        logs = options.data_dir / "logs"
        await run_command(self._layout, "migrate", environment, logs)
        first = await to_its_end(self._make_first(environment, logs), LAST_SECONDS)
        self._site_id = str(first["site_id"])

        self._say("Starting the API, the widget's files and the dashboard.")
        self._children = make_children(options, self._layout, environment, self._site_id, node, develop=self._develop)
        for child in self._children:
            await child.start()
        for child in self._children:
            await self._ready(child)
        self._write_state()
        self._announce(first)
        await self._keep_everything()

    async def _make_first(self, environment: dict[str, str], logs: Path) -> dict[str, Any]:
        """The first admin and the first site. A password that was made is in this answer and nowhere else."""
        first = last_json(await run_command(self._layout, "init", environment, logs))
        if first.get("admin_password"):
            self._say(f"Made the first admin: {first['admin_email']}, password {first['admin_password']}")
        return first

    def _check(self) -> tuple[dict[str, str], str]:
        options = self._options
        # A state file that is still there was left by a run that was killed; its children are on their way out.
        check_ports(options, patience=5.0 if self._state.exists() else 0.0)
        node = check_node()
        check_frontends(list(self._layout.frontends.values()), built=not self._develop)
        check_consent(options)
        secret = None
        if not options.database_url and not os.environ.get("JWT_SECRET", "").strip():
            secret = kept_secret(jwt_secret_file(options.data_dir))
        environment = api_environment(options, options.database_url or PLACEHOLDER_URL, secret)
        read_settings(environment)
        if options.database_url:
            check_database(options.database_url)
        return environment, node

    async def _ready(self, child: Child) -> None:
        """Wait until it answers."""
        deadline = time.monotonic() + READY_SECONDS
        while not await child.answers():
            if not child.pid:
                await child.ended()
                said = child.last_lines[-1] if child.last_lines else "it said nothing"
                raise CannotRun(f"The {child.name} stopped while it started: {said} (its log is {child.log}).")
            if time.monotonic() > deadline:
                raise CannotRun(
                    f"The {child.name} did not answer within {READY_SECONDS:.0f} s (its log is {child.log})."
                )
            await asyncio.sleep(0.1)

    async def _keep_everything(self) -> None:
        keepers = [asyncio.create_task(self._keep(child)) for child in self._children]
        if self._postgres:
            keepers.append(asyncio.create_task(self._keep_postgres(self._postgres)))
        try:
            await asyncio.gather(*keepers)
        finally:
            for keeper in keepers:
                keeper.cancel()

    async def _keep(self, child: Child) -> None:
        """Start it again whenever it dies, with growing pauses while it keeps dying."""
        pause = 0.5
        while True:
            since = time.monotonic()
            status = await child.ended()
            pause = 0.5 if time.monotonic() - since > STEADY_SECONDS else pause
            self._say(f"The {child.name} stopped ({_how(status)}); starting it again in {pause:g} s.")
            child.kill()
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)
            await child.start()
            self._write_state()

    async def _keep_postgres(self, postgres: EmbeddedPostgres) -> None:
        while True:
            await asyncio.sleep(0.25)
            if not postgres.pid:
                self._say("PostgreSQL stopped; starting it again.")
                await postgres.start_again()
                self._write_state()

    async def _stop_everything(self) -> None:
        """The files first, then the API, whose clients come back by themselves, and the database last."""
        for child in reversed(self._children):
            await child.stop()
        if self._postgres:
            self._postgres.stop()
        if self._children:
            self._state.unlink(missing_ok=True)
            self._say("Stopped.")

    def _listen_to_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup has SIGHUP ignored on purpose.
                loop.add_signal_handler(number, self._on_signal)

    def _on_signal(self) -> None:
        if self._stop.is_set():
            for child in self._children:
                child.kill()
        self._stop.set()

    def _write_state(self) -> None:
        pids = {"supervisor": os.getpid(), "postgres": self._postgres.pid if self._postgres else None}
        pids |= {child.name: child.pid for child in self._children}
        state = {
            "pids": pids,
            "ports": {child.name: child.port for child in self._children},
            "site_id": self._site_id,
            "addresses": asdict(addresses(self._options)),
        }
        fresh = self._state.with_name("run.json.new")
        fresh.write_text(json.dumps(state, indent=2) + "\n")
        fresh.replace(self._state)

    def _announce(self, first: dict[str, Any]) -> None:
        where = addresses(self._options)
        self._say("Stonechat is ready.")
        password = first.get("admin_password")
        email = first["admin_email"]
        secret = f"password {password}  (shown only now)" if password else "with the password you have"
        forgotten = "" if password else f"\n  Forgotten?   make password EMAIL={email}"
        print(
            f"\n  Demo page    {where.widget}\n  Dashboard    {where.dashboard}\n  API          {where.api}\n"
            f"\n  Sign in as   {email}, {secret}{forgotten}\n\n  Ctrl-C stops everything.\n",
            flush=True,
        )

    def _say(self, line: str) -> None:
        print(f"{time.monotonic() - self._began:5.1f} s  {line}", flush=True)


def _how(status: int) -> str:
    return f"signal {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"
