"""A supervisor in a process of its own, on free ports, and what is needed to look at it from outside."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

import stonechat
from stonechat.local.binaries import find_binaries
from stonechat.local.cluster import free_port
from stonechat.local.libpq import ask

from . import standin

SECONDS = 20.0
LAUNCH = """
import sys
from stonechat.local.cluster import EmbeddedPostgres

with EmbeddedPostgres(sys.argv[1], fsync=False) as postgres:
    print(postgres.pid, postgres.url, flush=True)
    sys.stdin.read()
"""


def eventually(happens: Callable[[], Any], what: str) -> Any:
    """The first true answer of `happens`; fails when there is none in time."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        answer = happens()
        if answer:
            return answer
        time.sleep(0.02)
    pytest.fail(f"not within {SECONDS:.0f} s: {what}")


def alive(pid: int) -> bool:
    """Whether the process runs: one that died and was not yet collected does not."""
    listing = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], check=False, capture_output=True, text=True)
    state = listing.stdout.strip()
    return bool(state) and not state.startswith("Z")


@pytest.fixture(scope="session", autouse=True)
def _ctrl_c_is_heard() -> Iterator[None]:
    """Also where these tests run in the background of a shell, which has everything there ignore Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@contextmanager
def in_background() -> Iterator[None]:
    """What begins in here ignores Ctrl-C, as a job does that a shell runs in the background."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def answer_of(url: str, query: str) -> str:
    """What the database answers."""
    answer, complaint = ask(find_binaries(), url, query)
    assert answer is not None, complaint
    return answer


def launcher(
    data: Path, python: str = sys.executable, library: Path | None = None, user: pwd.struct_passwd | None = None
) -> subprocess.Popen[str]:
    """A process that runs PostgreSQL until its standard input closes. `library`: where it finds our packages."""
    own = [str(Path(stonechat.__file__).parents[1]), *(path for path in sys.path if path.endswith("site-packages"))]
    paths = [str(library)] if library else own
    return subprocess.Popen(
        [python, "-c", LAUNCH, str(data)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1"},
        cwd="/",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
    )


def said(process: subprocess.Popen[str]) -> tuple[int, str]:
    """The server's process and address."""
    assert process.stdout
    pid, url = process.stdout.readline().split()
    return int(pid), url


class Run:
    """One supervisor over the stand-in parts."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.repository = folder / "repository"
        standin.build(self.repository)
        ports = {name: str(free_port()) for name in ("API_PORT", "WIDGET_PORT", "DASHBOARD_PORT")}
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "PYTHONPATH"}}
        self.environment = kept | ports | {"STONECHAT_DATA": str(self.data)}
        self.processes: list[subprocess.Popen[str]] = []
        self.seen: set[int] = set()

    def begin(self, **changed: str) -> subprocess.Popen[str]:
        """Start it, with some of the environment changed."""
        process = subprocess.Popen(
            [sys.executable, standin.__file__, "run", str(self.repository)],
            env=self.environment | changed,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.processes.append(process)
        return process

    def until_ready(self, process: subprocess.Popen[str]) -> dict[str, Any]:
        """The state that it writes when all parts answer."""

        def ready() -> dict[str, Any] | None:
            if process.poll() is not None:
                pytest.fail(f"it stopped: {process.communicate()}")
            state = self.state()
            return state if state and state["pids"]["supervisor"] == process.pid else None

        return dict(eventually(ready, "the supervisor is ready"))

    def state(self) -> dict[str, Any] | None:
        """What it says about itself in `run.json`."""
        try:
            state = dict(json.loads((self.data / "run.json").read_text()))
        except FileNotFoundError:
            return None
        self.seen |= {pid for pid in state["pids"].values() if pid}
        return state

    def refused(self, **changed: str) -> str:
        """The one line with which it refuses to start."""
        out, err = self.begin(**changed).communicate(timeout=SECONDS)
        assert self.processes[-1].returncode == 1
        assert "Traceback" not in out + err
        assert len(err.splitlines()) == 1, err
        return err.strip()

    def fetch(self, part: str) -> str:
        """What a part answers."""
        state = self.state()
        assert state
        with urlopen(state["addresses"][part], timeout=SECONDS) as answer:
            text: str = answer.read().decode()
            return text

    def end(self) -> None:
        """Leave nothing behind, whatever the test did."""
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            try:
                process.communicate(timeout=SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
        for pid in self.seen:
            if alive(pid):
                os.kill(pid, signal.SIGKILL)


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder in memory where there is room, removed at once: a PostgreSQL for each test adds up on a disk."""
    memory = Path("/dev/shm")  # noqa: S108  The folder that is made in it has a name of its own.
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 1_000_000_000
    folder = Path(tempfile.mkdtemp(prefix="stonechat-test-", dir=memory if roomy else None))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def a_run(tmp_path: Path) -> Iterator[Run]:
    """A supervisor that is ready to be started."""
    made = Run(tmp_path)
    yield made
    made.end()
