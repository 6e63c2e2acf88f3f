"""Making the folder of a PostgreSQL cluster, and changing it while no server runs on it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from stonechat.local.binaries import Binaries
from stonechat.local.errors import CannotRun
from stonechat.local.programs import Identity, tied

ROLE = "stonechat"
DATABASE = "stonechat"
LOCALES = ("C.UTF-8", "en_US.UTF-8", "C")
"""The first that the system knows. Letters beyond ASCII have to be letters too, or trigram search cannot find them."""

PLAIN_ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C"}


@dataclass(frozen=True, slots=True)
class Workshop:
    """The programs, and who runs them."""

    binaries: Binaries
    identity: Identity | None


@contextmanager
def reachable(folder: Path, identity: Identity | None) -> Iterator[tuple[str, tuple[int, ...]]]:
    """A name by which `identity` reaches `folder`, and the descriptors that its process has to inherit for it.

    Root's folders are often closed to others, /root above all. A descriptor that root opened leads there without
    passing them, so nobody's access has to be widened.
    """
    if identity is None or sys.platform != "linux":
        yield str(folder), ()
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{descriptor}", (descriptor,)
    finally:
        os.close(descriptor)


def create_cluster(cluster: Path, workshop: Workshop, password: str, *, fsync: bool) -> None:
    """Make `cluster` with our role and an empty database. It appears whole or not at all."""
    fresh = cluster.with_name(cluster.name + ".new")
    if fresh.exists():
        shutil.rmtree(fresh)
    fresh.mkdir(mode=0o700)
    if workshop.identity:
        os.chown(fresh, workshop.identity.uid, workshop.identity.gid)
    with _password_file(password, workshop.identity) as password_file:
        _initdb(fresh, workshop, password_file, fsync=fsync)
    alone(fresh, workshop, f"CREATE DATABASE {DATABASE}")
    fresh.rename(cluster)


def set_password(cluster: Path, workshop: Workshop, password: str) -> None:
    """Give our role another password; for a cluster whose password file was lost."""
    alone(cluster, workshop, f"ALTER ROLE {ROLE} PASSWORD '{password}'")


def alone(cluster: Path, workshop: Workshop, statement: str) -> None:
    """Run one statement in PostgreSQL's single-user mode, which asks for no password and opens no port."""
    answer = _run(cluster, workshop, ["postgres", "--single", "-j", "-D", "{folder}", "template1"], statement + ";\n\n")
    if answer.returncode or "ERROR:" in answer.stderr or "FATAL:" in answer.stderr:
        raise CannotRun(f"PostgreSQL could not prepare {cluster}: {_complaint(answer.stderr)}")


def _initdb(folder: Path, workshop: Workshop, password_file: str, *, fsync: bool) -> None:
    options = ["-U", ROLE, "-A", "scram-sha-256", f"--pwfile={password_file}", "--encoding=UTF8", "--no-instructions"]
    if not fsync:
        options.append("--no-sync")
    answer = None
    for locale in LOCALES:
        collation = [f"--locale={locale}"]
        if int(workshop.binaries.major) >= 17:
            collation += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        answer = _run(folder, workshop, ["initdb", "-D", "{folder}", *options, *collation])
        if answer.returncode == 0:
            return
        if "locale" not in answer.stderr:
            break
    raise CannotRun(
        f"PostgreSQL could not make its data folder {folder}: {_complaint(answer.stderr if answer else '')}"
    )


def _run(
    folder: Path, workshop: Workshop, command: list[str], text: str | None = None
) -> subprocess.CompletedProcess[str]:
    with reachable(folder, workshop.identity) as (name, descriptors):
        program, *arguments = (part.replace("{folder}", name) for part in command)
        return subprocess.run(
            tied([workshop.binaries.tool(program), *arguments], signal.SIGTERM, workshop.identity),
            env=PLAIN_ENVIRONMENT,
            pass_fds=descriptors,
            input=text,
            stdin=None if text is not None else subprocess.DEVNULL,
            check=False,
            capture_output=True,
            text=True,
        )


@contextmanager
def _password_file(password: str, identity: Identity | None) -> Iterator[str]:
    descriptor, name = tempfile.mkstemp(prefix="stonechat-")
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(password + "\n")
            if identity:
                os.fchown(file.fileno(), identity.uid, identity.gid)
        yield name
    finally:
        Path(name).unlink()


def _complaint(stderr: str) -> str:
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    telling = [line for line in lines if "error" in line.lower() or "fatal" in line.lower()]
    return (telling or lines or ["it gave no reason"])[0]
