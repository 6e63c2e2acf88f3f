"""API processes without the rest, for what has to kill them: what `make run` keeps alive, kept alive by the bench."""

from __future__ import annotations

import json
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.stack.contenders import fill_database, product_environment, running_postgres, stonechat_command
from bench.stack.cpu import cpu_seconds
from bench.stack.world import CONVERSATIONS, World, settle
from stonechat.local.cluster import free_port
from stonechat.local.programs import tied

START_SECONDS = 60.0
STOP_SECONDS = 15.0
LOOK_SECONDS = 0.02


class Api:
    """One API process on a port of its own, which can be ended and started again."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self.port = free_port()
        self.log = log
        self._environment = environment | {"API_PORT": str(self.port), "WEB_CONCURRENCY": "1"}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Its process."""
        if self._process is None or self._process.poll() is not None:
            raise ChildProcessError(f"the API is gone; it said:\n{self.log.read_text(errors='replace')[-2000:]}")
        return self._process.pid

    def cpu(self) -> float:
        """Seconds of CPU that it took so far."""
        return cpu_seconds(self.pid)

    def start(self) -> None:
        """Start it, and return at once."""
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                tied(stonechat_command("serve"), signal.SIGTERM),
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def wait_until_ready(self) -> None:
        """Return when it says that it can take clients."""
        deadline = time.monotonic() + START_SECONDS
        while not self._is_ready():
            if time.monotonic() > deadline:
                raise TimeoutError("the API did not become ready")
            assert self.pid  # It raises with what the process said.
            time.sleep(LOOK_SECONDS)

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            return False

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self._process is not None and self._process.poll() is None

    def send(self, farewell: signal.Signals) -> None:
        """Send it a signal, and return at once."""
        if self._process is not None:
            self._process.send_signal(farewell)

    def end(self) -> None:
        """Stop it, and insist if need be."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def errors_logged(self) -> int:
        """How many errors it wrote into its log, over all its lives."""
        return sum(_is_error(line) for line in self.log.read_text(errors="replace").splitlines())


@dataclass(frozen=True, slots=True)
class Alone:
    """A database with its server and one API process."""

    api: Api
    url: str
    world: World
    environment: dict[str, str]
    folder: Path
    postgres_pid: int

    def postgres_cpu(self) -> float:
        """Seconds of CPU that PostgreSQL took so far."""
        return cpu_seconds(self.postgres_pid)

    @contextmanager
    def second_api(self) -> Iterator[Api]:
        """One more process on the same database."""
        with _running(Api(self.environment, self.folder / "second.log")) as api:
            yield api


@contextmanager
def running_alone(
    folder: Path, *, conversations: int = CONVERSATIONS, colleagues: int = 0, fsync: bool = True
) -> Iterator[Alone]:
    """Start PostgreSQL and one API process; stop them in the end."""
    with running_postgres(folder, fsync=fsync) as postgres:
        environment = product_environment(folder, postgres.url, workers=1)
        world = fill_database(environment, conversations=conversations, colleagues=colleagues)
        settle(postgres.url)
        with _running(Api(environment, folder / "api.log")) as api:
            if postgres.pid is None:
                raise ChildProcessError("PostgreSQL is gone")
            yield Alone(api, postgres.url, world, environment, folder, postgres.pid)


@contextmanager
def _running(api: Api) -> Iterator[Api]:
    try:
        api.start()
        api.wait_until_ready()
        yield api
    finally:
        api.end()


def _is_error(line: str) -> bool:
    try:
        record = json.loads(line)
    except ValueError:
        return False
    return isinstance(record, dict) and record.get("level") in {"error", "critical"}
