"""An embedded PostgreSQL: a launcher for one server on one data folder, which lives no longer than its launcher."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from stonechat.local.binaries import find_binaries, readable_for
from stonechat.local.creation import (
    DATABASE,
    PLAIN_ENVIRONMENT,
    ROLE,
    Workshop,
    create_cluster,
    reachable,
    set_password,
)
from stonechat.local.errors import CannotRun
from stonechat.local.leftover import running_server, stop_server, written_status
from stonechat.local.locks import FolderLock
from stonechat.local.programs import server_identity, tied
from stonechat.local.secret_files import jwt_secret_file, kept_secret
from stonechat.local.steps import Steps, await_steps, run_steps

START_SECONDS = 300.0
"""Recovery after a crash may read a lot of log first. A server that gave up is noticed at once."""
STOP_SECONDS = 30.0
ASK_AGAIN_SECONDS = 0.5
KEPT_LOG = 5_000_000


class EmbeddedPostgres:
    """One PostgreSQL server on 127.0.0.1 with its data in `data_dir`, which outlives it.

    `fsync=False` is for tests: faster, and a power cut may cost the data. `port=0` takes a free port.
    """

    def __init__(
        self,
        data_dir: Path | str,
        *,
        fsync: bool = True,
        port: int = 0,
        say: Callable[[str], None] = lambda _line: None,
    ) -> None:
        self._folder = Path(data_dir).absolute()
        self._cluster = self._folder / "postgres"
        self._log = self._folder / "postgres.log"
        self._lock = FolderLock(self._folder / "postgres.lock")
        self._fsync = fsync
        self._fixed_port = port
        self._port = port
        self._say = say
        self._password = ""
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """How to reach the database, once it was started."""
        return _url(self._password, self._port)

    @property
    def pid(self) -> int | None:
        """The server's process, or None while there is none."""
        return self._server.pid if self._server and self._server.poll() is None else None

    def start(self) -> None:
        """Start it; returns when it accepts connections. Raises `CannotRun` with the reason otherwise."""
        run_steps(self._start())

    async def start_meanwhile(self) -> None:
        """The same beside other tasks. Cancelling it stops what was started."""
        await await_steps(self._start())

    async def start_again(self) -> None:
        """Start the server of a launcher whose server died, at the same address."""
        self._fixed_port = self._port
        self.stop()
        await self.start_meanwhile()

    def stop(self) -> None:
        """Stop it, in order if it lets us. Harmless when it is not running."""
        if self._server:
            for farewell in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
                if _ended(self._server, farewell):
                    break
            self._server = None
        self._lock.give_back()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _start(self) -> Steps[None]:
        self._lock.take()
        try:
            yield from self._prepare_and_launch()
        except PermissionError as error:
            self._lock.give_back()
            raise CannotRun(f"PostgreSQL's data cannot be used: {error.filename} is closed to this user.") from None
        except BaseException:
            self.stop()
            raise

    def _prepare_and_launch(self) -> Steps[None]:
        identity = server_identity(self._cluster)
        workshop = Workshop(readable_for(find_binaries(), identity), identity)
        leftover = running_server(self._cluster)
        if leftover:
            self._say("Stopping the PostgreSQL that an earlier run left behind.")
            yield from stop_server(leftover, self._cluster)

        password_file = self._folder / "postgres-password"
        password_known = password_file.exists()
        self._password = kept_secret(password_file)
        if not self._cluster.exists():
            self._say(f"Creating a PostgreSQL {workshop.binaries.major} in {self._cluster}.")
            yield from create_cluster(self._cluster, workshop, self._password, fsync=self._fsync)
        self._check_version(workshop)
        if not password_known:
            yield from set_password(self._cluster, workshop, self._password)

        deadline = time.monotonic() + START_SECONDS
        while True:
            self._port = self._fixed_port or free_port()
            begin = self._launch(workshop)
            if (yield from self._accepts(deadline)):
                return
            said = self._log.read_bytes()[begin:].decode(errors="replace")
            # Another program took the free port in between, or the processes of a killed server are just leaving.
            taken = "could not bind" in said and not self._fixed_port
            if not (taken or "still in use" in said) or time.monotonic() > deadline:
                raise CannotRun(f"PostgreSQL did not start: {_last_complaint(said)} (its log is {self._log}).")
            yield 0.2

    def _check_version(self, workshop: Workshop) -> None:
        made_by = (self._cluster / "PG_VERSION").read_text().strip()
        if made_by != workshop.binaries.major:
            secret = jwt_secret_file(self._folder)
            with_it = (
                f" Copy {secret} into that folder first: it is not in the backup, and without it every agent has to "
                "sign in again and returning customers start anew."
            )
            raise CannotRun(
                f"The data in {self._cluster} was made by PostgreSQL {made_by} and the one here is "
                f"{workshop.binaries.version}: save it with the release of Stonechat that made it (make backup), "
                "and bring it back into an empty STONECHAT_DATA with this one (make restore)."
                + (with_it if secret.exists() else "")
            )

    def _launch(self, workshop: Workshop) -> int:
        if self._log.exists() and self._log.stat().st_size > KEPT_LOG:
            self._log.replace(self._log.with_name(self._log.name + ".1"))
        options = {
            "listen_addresses": "127.0.0.1",
            "port": str(self._port),
            "unix_socket_directories": "",
            "log_line_prefix": "%m [%p] ",
        }
        if not self._fsync:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with self._log.open("ab") as log, reachable(self._cluster, workshop.identity) as (name, descriptors):
            begin = log.tell()
            self._server = subprocess.Popen(
                tied([workshop.binaries.tool("postgres"), "-D", name, *settings], signal.SIGINT, workshop.identity),
                env=PLAIN_ENVIRONMENT,
                pass_fds=descriptors,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return begin

    def _accepts(self, deadline: float) -> Steps[bool]:
        """Wait until the server says so in its own file. False when it gave up."""
        slow = time.monotonic() + 5
        while self.pid:
            if written_status(self._cluster) == (self.pid, self._port, "ready"):
                return True
            now = time.monotonic()
            if now > deadline:
                raise CannotRun(f"PostgreSQL was not ready after {START_SECONDS:.0f} s (its log is {self._log}).")
            if now > slow:
                self._say("PostgreSQL is still starting; after a crash it reads its log first.")
                slow = now + 30
            yield 0.02
        return False


def running_url(data_dir: Path) -> str | None:
    """The address of the server that another process runs on this folder now, or None."""
    if FolderLock(data_dir / "postgres.lock").is_free():
        return None
    status = written_status(data_dir / "postgres")
    if not status:
        return None
    return _url(kept_secret(data_dir / "postgres-password"), status[1])


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _ended(server: subprocess.Popen[bytes], farewell: signal.Signals) -> bool:
    """Whether it ended in time. A signal that comes before a server can hear it is lost, so it is sent again."""
    deadline = time.monotonic() + STOP_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        server.send_signal(farewell)
        with suppress(subprocess.TimeoutExpired):
            server.wait(ASK_AGAIN_SECONDS)
    return server.poll() is not None


def _url(password: str, port: int) -> str:
    return f"postgresql://{ROLE}:{password}@127.0.0.1:{port}/{DATABASE}"


def _last_complaint(log: str) -> str:
    complaints = [line for line in log.splitlines() if "FATAL:" in line or "PANIC:" in line]
    lines = complaints or log.splitlines() or ["it said nothing"]
    return lines[-1].split("] ", 1)[-1].replace("FATAL:  ", "")
