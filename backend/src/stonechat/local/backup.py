"""`make backup` and `make restore`: the whole database in one file, and back."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import IO

from stonechat.local.binaries import Binaries, find_binaries
from stonechat.local.database import command_environment, open_database, own_secret
from stonechat.local.errors import CannotRun, told
from stonechat.local.libpq import ask, complaint, libpq_environment, place
from stonechat.local.locks import FolderLock
from stonechat.local.options import data_dir, database_url
from stonechat.local.parts import Layout

COUNT_TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
EMPTY_IT = b"DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n"
PREAMBLE_LINES = 40
WITHOUT_IT = "Without it every agent has to sign in again, and returning customers start anew."


def backup(path: Path | str) -> int:
    """Write everything into the file `path`. Returns the exit status."""
    return told(lambda: _backup(_file(path)))


def restore(path: Path | str, layout: Layout | None = None) -> int:
    """Replace everything by what is in the file `path`. Returns the exit status."""
    return told(lambda: _restore(_file(path), layout or Layout()))


def _file(path: Path | str) -> Path:
    if str(path) in {"", "."}:
        raise CannotRun("Say which file, as in: make restore FILE=stonechat.backup")
    return Path(path).expanduser().absolute()


def _backup(path: Path) -> int:
    binaries = find_binaries()
    part = path.with_name(path.name + ".part")
    with open_database() as url:
        print(f"Saving {place(url)}.", flush=True)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        except OSError as error:
            raise CannotRun(f"{part} cannot be written: {error.strerror}.") from None
        try:
            with os.fdopen(descriptor, "wb") as file:
                dumped = subprocess.run(
                    [binaries.tool("pg_dump"), "--format=custom", "--no-password"],
                    env=libpq_environment(url),
                    stdin=subprocess.DEVNULL,
                    stdout=file,
                    stderr=subprocess.PIPE,
                    check=False,
                    text=True,
                )
                os.fsync(file.fileno())
            if dumped.returncode:
                raise CannotRun(f"The backup failed, and {path} is as it was: {complaint(dumped.stderr)}.")
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    print(f"Saved {path.stat().st_size:,} bytes in {path}. Whoever reads it reads all conversations: keep it safe.")
    secret = own_secret()
    if secret and secret.exists():
        print(f"The signing secret is not in it: {secret}. Keep a copy of that file too. {WITHOUT_IT}")
    return 0


def _restore(path: Path, layout: Layout) -> int:
    binaries = find_binaries()
    listing = subprocess.run(
        [binaries.tool("pg_restore"), "--list", str(path)], check=False, capture_output=True, text=True
    )
    if listing.returncode:
        raise CannotRun(f"{path} is no backup of Stonechat: {complaint(listing.stderr)}.")
    if not database_url(os.environ) and not FolderLock(data_dir(os.environ) / "run.lock").is_free():
        raise CannotRun("Stonechat is running: stop it first, then restore.")
    secret = own_secret()
    secret_known = secret is None or secret.exists()
    with open_database() as url:
        tables, trouble = ask(binaries, url, COUNT_TABLES)
        if tables is None:
            raise CannotRun(f"The database at {place(url)} cannot be used: {trouble}.")
        if tables != "0" and os.environ.get("YES", "") not in {"1", "yes"}:
            raise CannotRun(
                f"The database at {place(url)} has data, and restoring replaces all of it: say so with YES=1."
            )
        print(f"Restoring {path} into {place(url)}.", flush=True)
        _replace_database(binaries, url, path)
        # Clients hold cursors of the history that was just replaced; a new epoch makes them read everything again.
        for command in ("migrate", "renew-epoch"):
            _stonechat(layout, command, url)
    print("Restored.")
    if not secret_known:
        print(f"A new signing secret was made in {secret}: put the old one in its place. {WITHOUT_IT}")
    return 0


def _replace_database(binaries: Binaries, url: str, path: Path) -> None:
    """In one transaction: whatever fails, the database is as it was."""
    script = subprocess.Popen(
        [binaries.tool("pg_restore"), "--file=-", "--no-owner", "--no-privileges", "--exit-on-error", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    target = subprocess.Popen(
        [binaries.tool("psql"), "-Xqw", "-v", "ON_ERROR_STOP=1", "-o", os.devnull],
        env=libpq_environment(url) | {"PGOPTIONS": "-c lock_timeout=10s -c client_min_messages=warning"},
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with script, target:
        whole = _feed(script, target)
        refused, broken = _all_of(target.stderr), _all_of(script.stderr)
    if target.returncode or not whole:
        reason = complaint(refused if target.returncode else broken)
        raise CannotRun(f"Nothing was restored, and the database is as it was: {reason}.")


def _feed(script: subprocess.Popen[bytes], target: subprocess.Popen[bytes]) -> bool:
    """Give psql the whole restore as one transaction. False when there was no whole one to give."""
    assert script.stdout and target.stdin  # Both are pipes.
    try:
        target.stdin.write(b"BEGIN;\n" + EMPTY_IT)
        _pour(script.stdout, target.stdin)
        whole = script.wait() == 0
        # Without this line psql ends by rolling everything back.
        target.stdin.write(b"\nCOMMIT;\n" if whole else b"")
        target.stdin.close()
    except BrokenPipeError:  # psql gave up, and says why.
        script.kill()
        with suppress(BrokenPipeError):
            target.stdin.close()
        return False
    return whole


def _all_of(stream: IO[bytes] | None) -> str:
    return stream.read().decode(errors="replace") if stream else ""


def _pour(source: IO[bytes], target: IO[bytes]) -> None:
    """Copy a restore script, without the one setting that a server older than the tools does not know."""
    for _ in range(PREAMBLE_LINES):
        line = source.readline()
        if not line.startswith(b"SET transaction_timeout"):
            target.write(line)
    shutil.copyfileobj(source, target, 1 << 20)


def _stonechat(layout: Layout, command: str, url: str) -> None:
    done = subprocess.run(
        [*layout.python, command], env=command_environment(url), check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise CannotRun(
            f"The data is restored, and `stonechat {command}` then failed: {complaint(done.stderr)}. "
            f"Run it before you start Stonechat."
        )
