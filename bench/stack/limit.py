"""The limit: PostgreSQL's own pgbench, with one prepared statement for each message and nothing in between."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bench.stack.world import execute, query
from stonechat.local.binaries import find_binaries
from stonechat.local.programs import tied

SCRIPT = Path(__file__).with_name("limit.sql")
ENDING_SECONDS = 30.0


class NoPgbench(Exception):
    """There is no pgbench on this machine."""


@dataclass(slots=True)
class Limit:
    """What pgbench's clients saw within the window."""

    window: float
    answers: int
    latencies: list[float] = field(default_factory=list)
    acknowledged: int = 0


def find_pgbench() -> str:
    """The one that came with the server, or the system's."""
    beside = Path(find_binaries().tool("pgbench"))
    found = str(beside) if beside.exists() else shutil.which("pgbench")
    if found is None:
        raise NoPgbench("pgbench is missing, and nothing stands in for it: install PostgreSQL's client programs.")
    return found


def prepare_limit(url: str) -> None:
    """Time-ordered ids where the server can make them, as the product's clients do."""
    modern = query(url, "SELECT current_setting('server_version_num')::int >= 180000 AS modern")[0]["modern"]
    maker = "uuidv7()" if modern else "gen_random_uuid()"
    execute(url, f"CREATE OR REPLACE FUNCTION new_id() RETURNS uuid LANGUAGE sql VOLATILE RETURN {maker}")


def run_limit(
    url: str, *, clients: int, conversations: int, warm_up: float, seconds: float, on_window: Callable[[], None]
) -> Limit:
    """Run pgbench. It logs each transaction, so that its latencies are counted as everybody else's are."""
    place = urlsplit(url)
    with tempfile.TemporaryDirectory(prefix="stonechat-bench-") as folder:
        command = [
            find_pgbench(),
            *("--no-vacuum", "--protocol=prepared", f"--file={SCRIPT}", f"--define=conversations={conversations}"),
            *(f"--client={clients}", f"--jobs={min(2, clients)}", f"--time={int(warm_up + seconds) + 1}"),
            *("--log", "--log-prefix=transactions", f"--host={place.hostname}", f"--port={place.port}"),
            *(f"--username={place.username}", place.path.removeprefix("/")),
        ]
        environment = {
            "PATH": os.environ["PATH"],
            "PGPASSWORD": place.password or "",
            # What the product's own connection has, too.
            "PGOPTIONS": "-c plan_cache_mode=force_generic_plan -c jit=off",
        }
        process = subprocess.Popen(
            tied(command, signal.SIGTERM),
            env=environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            time.sleep(warm_up)
            on_window()
            begin = time.time()
            time.sleep(seconds)
            end = time.time()
            on_window()
            said, _ = process.communicate(timeout=ENDING_SECONDS)
        finally:
            process.kill()
            process.wait()
        if process.returncode or "number of failed transactions: 0 " not in said:
            raise ChildProcessError(f"pgbench failed:\n{said}")
        return _read_logs(Path(folder), begin, end)


def _read_logs(folder: Path, begin: float, end: float) -> Limit:
    """Lines are: client, transaction, microseconds, script, second, microsecond (when it ended)."""
    limit = Limit(window=end - begin, answers=0)
    for log in folder.glob("transactions.*"):
        for line in log.read_text().splitlines():
            fields = line.split()
            ended, took = int(fields[4]) + int(fields[5]) / 1e6, int(fields[2]) / 1e6
            limit.acknowledged += 1
            if begin <= ended < end:
                limit.answers += 1
                if ended - took >= begin:
                    limit.latencies.append(took)
    return limit
