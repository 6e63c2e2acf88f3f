"""The processes that are measured. Each dies with the bench, whatever ends it."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.stack.cpu import cpu_seconds
from bench.stack.world import CONVERSATIONS, World, copy_database, execute, make_world, settle
from stonechat.local.cluster import EmbeddedPostgres, free_port
from stonechat.local.programs import tied

PEERS = Path(__file__).parents[1] / "peers"
VARIANTS = ("drizzle", "prepared")
SECRET = secrets.token_hex(32)
"""Signs the tokens of the bench's customers, as the product would."""
START_SECONDS = 60.0
STOP_SECONDS = 15.0
MORE_CONNECTIONS = 200
"""The pools of all contenders and pgbench's 64 connections together."""


@dataclass(frozen=True, slots=True)
class Contender:
    """Something that takes messages over HTTP."""

    name: str
    port: int
    pid: int
    database_url: str
    speaks_socket_io: bool

    def cpu(self) -> float:
        """Seconds of CPU that its processes took so far."""
        return cpu_seconds(self.pid)


@dataclass(frozen=True, slots=True)
class Stack:
    """Everything that runs, and what peers are started with."""

    contenders: dict[str, Contender]
    postgres_pid: int
    pgbench_url: str
    world: World
    folder: Path
    workers: int
    peer_urls: dict[str, str]

    def postgres_cpu(self) -> float:
        """Seconds of CPU that PostgreSQL took so far, with connections that have ended."""
        return cpu_seconds(self.postgres_pid)


@contextmanager
def running_stack(folder: Path, workers: int, *, fsync: bool = True) -> Iterator[Stack]:
    """Start PostgreSQL with everybody's database, and the product; stop them in the end."""
    with ExitStack() as exits:
        postgres = exits.enter_context(running_postgres(folder, fsync=fsync))
        environment = product_environment(folder, postgres.url, workers)
        world = fill_database(environment)
        peer_urls = {name: copy_database(postgres.url, f"bench_{name}", for_peer=True) for name in VARIANTS}
        pgbench_url = copy_database(postgres.url, "bench_pgbench", for_peer=False)
        for url in (postgres.url, pgbench_url, *peer_urls.values()):
            settle(url)
        product = exits.enter_context(_product(folder, environment, postgres.url))
        if postgres.pid is None:
            raise ChildProcessError("PostgreSQL is gone")
        yield Stack({product.name: product}, postgres.pid, pgbench_url, world, folder, workers, peer_urls)


@contextmanager
def running_peer(stack: Stack, name: str, pool_size: int) -> Iterator[Contender]:
    """Start a peer beside the rest of the stack. `pool_size`: connections of each of its processes."""
    port = free_port()
    url = stack.peer_urls[name]
    environment = {
        "PATH": os.environ["PATH"],
        "NODE_ENV": "production",
        "VARIANT": name,
        "DATABASE_URL": url,
        "JWT_SECRET": SECRET,
        "WEB_CONCURRENCY": str(stack.workers),
        "POOL_SIZE": str(pool_size),
        "PORT": str(port),
    }
    log = stack.folder / f"{name}.log"
    with _program(["node", str(PEERS / "src" / "main.js")], environment, log) as process:
        _wait(process, log, lambda: _answers(port))
        stack.contenders[name] = Contender(name, port, process.pid, url, speaks_socket_io=True)
        try:
            yield stack.contenders[name]
        finally:
            del stack.contenders[name]


@contextmanager
def running_postgres(folder: Path, *, fsync: bool = True) -> Iterator[EmbeddedPostgres]:
    """A PostgreSQL of the bench's own, with the product's database still empty."""
    postgres = EmbeddedPostgres(folder / "data", fsync=fsync)
    try:
        postgres.start()
        execute(postgres.url, f"ALTER SYSTEM SET max_connections = {MORE_CONNECTIONS}")
        postgres.stop()
        postgres.start()
        yield postgres
    finally:
        postgres.stop()


def fill_database(environment: dict[str, str], *, conversations: int = CONVERSATIONS, colleagues: int = 0) -> World:
    """Make the product's tables and everybody who is in them."""
    for command in ("migrate", "init"):
        subprocess.run(stonechat_command(command), env=environment, check=True, stdout=subprocess.DEVNULL)
    return make_world(environment["DATABASE_URL"], SECRET, conversations=conversations, colleagues=colleagues)


def stonechat_command(command: str) -> list[str]:
    """How one of the product's commands is run."""
    return [sys.executable, "-m", "stonechat", command]


def product_environment(folder: Path, url: str, workers: int) -> dict[str, str]:
    """What `make run` is given by somebody who has a PostgreSQL of their own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
    return kept | {
        "STONECHAT_DATA": str(folder / "product"),
        "DATABASE_URL": url,
        "JWT_SECRET": SECRET,
        "ADMIN_PASSWORD": "only for the bench",
        "WEB_CONCURRENCY": str(workers),
        # Counted as ever, but one person may write 10,000 messages a second.
        "STONECHAT_THROTTLES": "off",
        **{name: str(free_port()) for name in ("API_PORT", "WIDGET_PORT", "DASHBOARD_PORT")},
    }


@contextmanager
def _product(folder: Path, environment: dict[str, str], url: str) -> Iterator[Contender]:
    """The product as `make run` runs it."""
    state = folder / "product" / "run.json"
    with _program(stonechat_command("run"), environment, folder / "product.log") as process:
        _wait(process, folder / "product.log", state.exists)
        pid = json.loads(state.read_text())["pids"]["api"]
        yield Contender("product", int(environment["API_PORT"]), pid, url, speaks_socket_io=False)


@contextmanager
def _program(command: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A program in a session of its own: Ctrl-C reaches only the bench, which then stops it in order."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            tied(command, signal.SIGTERM),
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], log: Path, is_ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise ChildProcessError(f"a contender did not start; it said:\n{log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.1)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False
