"""The database that `make run` uses, for the commands that somebody types beside it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stonechat.local.cluster import EmbeddedPostgres, running_url
from stonechat.local.errors import CannotRun, told
from stonechat.local.options import data_dir, database_url
from stonechat.local.parts import Layout
from stonechat.local.secret_files import jwt_secret_file, kept_secret


@contextmanager
def open_database() -> Iterator[str]:
    """Its address. An embedded one is started for the time being if it is not running."""
    url = database_url(os.environ)
    if url:
        yield url
        return
    folder = data_dir(os.environ)
    running = running_url(folder)
    if running:
        yield running
        return
    print("Starting PostgreSQL.", flush=True)
    with EmbeddedPostgres(folder) as postgres:
        yield postgres.url


def own_secret() -> Path | None:
    """The file with the JWT_SECRET that is made beside an embedded database, or None where one was set."""
    if database_url(os.environ) or os.environ.get("JWT_SECRET", "").strip():
        return None
    return jwt_secret_file(data_dir(os.environ))


def command_environment(url: str) -> dict[str, str]:
    """Our environment, with what a command of the backend needs to use that database."""
    environment = dict(os.environ) | {"DATABASE_URL": url}
    file = own_secret()
    return environment | {"JWT_SECRET": kept_secret(file)} if file else environment


def with_database(command: list[str], layout: Layout | None = None) -> int:
    """Run `python -m stonechat COMMAND` on that database, at this terminal. Returns the exit status."""
    return told(lambda: _run(command, layout or Layout()))


def _run(command: list[str], layout: Layout) -> int:
    folder = data_dir(os.environ)
    if not database_url(os.environ) and not (folder / "postgres").exists():
        raise CannotRun(f"There is no data in {folder} yet: `make run` makes it.")
    with open_database() as url:
        return subprocess.run([*layout.python, *command], env=command_environment(url), check=False).returncode
