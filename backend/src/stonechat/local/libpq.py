"""Using PostgreSQL's own tools (psql, pg_dump, pg_restore) on a database named by its URL."""

from __future__ import annotations

import os
import subprocess
from urllib.parse import parse_qsl, unquote, urlsplit

from stonechat.local.binaries import Binaries

PARAMETERS = {
    "sslmode": "PGSSLMODE",
    "ssl": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "database": "PGDATABASE",
}


def libpq_environment(url: str) -> dict[str, str]:
    """Our environment plus the database. Not the command line, where everybody on the machine reads the password."""
    parts = urlsplit(url)
    found = {
        "PGHOST": unquote(parts.hostname or ""),
        "PGPORT": str(parts.port or ""),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": unquote(parts.path.removeprefix("/")),
    }
    found |= {PARAMETERS[name]: value for name, value in parse_qsl(parts.query) if name in PARAMETERS}
    known = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return known | {name: value for name, value in found.items() if value} | {"PGCONNECT_TIMEOUT": "5"}


def ask(binaries: Binaries, url: str, query: str) -> tuple[str | None, str]:
    """The answer of one query, and what psql complained about. The answer is None when there is none."""
    answer = subprocess.run(
        [binaries.tool("psql"), "-XAtw", "-v", "ON_ERROR_STOP=1", "-c", query],
        env=libpq_environment(url),
        stdin=subprocess.DEVNULL,
        check=False,
        capture_output=True,
        text=True,
    )
    return (answer.stdout.strip() if answer.returncode == 0 else None), complaint(answer.stderr)


def place(url: str) -> str:
    """Where a database is, without its password: for messages."""
    parts = urlsplit(url)
    return f"{parts.hostname or 'localhost'}:{parts.port or 5432}{parts.path}"


def complaint(stderr: str) -> str:
    """The line that tells most of what a tool wrote: its first error, or the end of a stack."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    if any(line.startswith("Traceback ") for line in lines):
        return lines[-1].rstrip(".")
    errors = [line for line in lines if "error:" in line.lower() or "fatal:" in line.lower()]
    telling = (errors or lines or ["it gave no reason"])[0]
    return telling.removeprefix("psql: error: ").removeprefix("stonechat: ").rstrip(".")
