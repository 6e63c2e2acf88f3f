"""Commands beside `make run`: they find its database, whether it runs or not."""

from __future__ import annotations

import subprocess
import sys

from stonechat.local.cluster import EmbeddedPostgres

from . import standin
from .conftest import Run


def beside(a_run: Run, **changed: str) -> subprocess.CompletedProcess[str]:
    """Ask the database, and answer the command's question at the terminal with its exit status."""
    command = ["ask", "SELECT count(*) FROM pg_tables WHERE tablename = 'epochs'"]
    return subprocess.run(
        [sys.executable, standin.__file__, "with-database", str(a_run.repository), *command],
        env=a_run.environment | changed,
        input="7",
        check=False,
        capture_output=True,
        text=True,
        timeout=20,
    )


def test_a_command_uses_the_running_database_and_later_the_stopped_one(a_run: Run) -> None:
    process = a_run.begin()
    a_run.until_ready(process)
    while_it_runs = beside(a_run)
    process.terminate()
    process.communicate()
    afterwards = beside(a_run)

    secret = (a_run.data / "jwt-secret").read_text().strip()
    assert while_it_runs.stdout == f"{len(secret)} 1\n"
    assert afterwards.stdout == f"Starting PostgreSQL.\n{len(secret)} 1\n"
    assert [done.returncode for done in (while_it_runs, afterwards)] == [7, 7]
    assert not (a_run.data / "postgres/postmaster.pid").exists()


def test_a_command_uses_the_database_that_was_named(a_run: Run) -> None:
    with EmbeddedPostgres(a_run.data.with_name("other"), fsync=False) as other:
        done = beside(a_run, DATABASE_URL=other.url, JWT_SECRET="x" * 40)

    assert done.stdout == "40 0\n"
    assert not a_run.data.exists()


def test_a_command_makes_no_database_where_there_is_none(a_run: Run) -> None:
    done = beside(a_run)

    assert done.returncode == 1
    assert done.stderr == f"There is no data in {a_run.data} yet: `make run` makes it.\n"
    assert not a_run.data.exists()
