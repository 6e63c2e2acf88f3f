"""Making the folder of a PostgreSQL cluster, and changing it while no server runs on it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from stonechat.local.binaries import Binaries
from stonechat.local.errors import CannotRun
from stonechat.local.programs import Identity, tied
from stonechat.local.steps import Steps

ROLE = "stonechat"
DATABASE = "stonechat"
LOCALES = ("C.UTF-8", "en_US.UTF-8", "C")
"""The first that the system knows. Letters beyond ASCII have to be letters too, or trigram search cannot find them."""

PLAIN_ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C"}
PATIENCE_SECONDS = 5.0


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


def create_cluster(cluster: Path, workshop: Workshop, password: str, *, fsync: bool) -> Steps[None]:
    """Make `cluster` with our role and an empty database. It appears whole or not at all."""
    fresh = cluster.with_name(cluster.name + ".new")
    if fresh.exists():
        shutil.rmtree(fresh)
    fresh.mkdir(mode=0o700)
    if workshop.identity:
        os.chown(fresh, workshop.identity.uid, workshop.identity.gid)
    with _password_file(password, workshop.identity) as password_file:
        yield from _initdb(fresh, workshop, password_file, fsync=fsync)
    yield from alone(fresh, workshop, f"CREATE DATABASE {DATABASE}")
    fresh.rename(cluster)


def set_password(cluster: Path, workshop: Workshop, password: str) -> Steps[None]:
    """Give our role another password; for a cluster whose password file was lost."""
    yield from alone(cluster, workshop, f"ALTER ROLE {ROLE} PASSWORD '{password}'")


def alone(cluster: Path, workshop: Workshop, statement: str) -> Steps[None]:
    """Run one statement in PostgreSQL's single-user mode, which asks for no password and opens no port."""
    command = ["postgres", "--single", "-j", "-D", "{folder}", "template1"]
    status, said = yield from _run(cluster, workshop, command, statement + ";\n\n")
    if status or "ERROR:" in said or "FATAL:" in said:
        raise CannotRun(f"PostgreSQL could not prepare {cluster}: {_complaint(said)}")


def _initdb(folder: Path, workshop: Workshop, password_file: str, *, fsync: bool) -> Steps[None]:
    options = ["-U", ROLE, "-A", "scram-sha-256", f"--pwfile={password_file}", "--encoding=UTF8", "--no-instructions"]
    if not fsync:
        options.append("--no-sync")
    said = ""
    for locale in LOCALES:
        collation = [f"--locale={locale}"]
        if int(workshop.binaries.major) >= 17:
            collation += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        status, said = yield from _run(folder, workshop, ["initdb", "-D", "{folder}", *options, *collation])
        if status == 0:
            return
        if "locale" not in said:
            break
    raise CannotRun(f"PostgreSQL could not make its data folder {folder}: {_complaint(said)}")


def _run(folder: Path, workshop: Workshop, command: list[str], text: str = "") -> Steps[tuple[int, str]]:
    """The exit status of `command`, and what it said on standard error."""
    with (
        reachable(folder, workshop.identity) as (name, descriptors),
        tempfile.TemporaryFile("w+") as question,
        tempfile.TemporaryFile("w+", errors="replace") as answer,
    ):
        question.write(text)
        question.seek(0)
        program, *arguments = (part.replace("{folder}", name) for part in command)
        process = subprocess.Popen(
            tied([workshop.binaries.tool(program), *arguments], signal.SIGTERM, workshop.identity),
            env=PLAIN_ENVIRONMENT,
            pass_fds=descriptors,
            stdin=question,
            stdout=subprocess.DEVNULL,
            stderr=answer,
            start_new_session=True,
        )
        try:
            while process.poll() is None:
                yield 0.02
        finally:
            _end(process)
        answer.seek(0)
        return process.returncode, answer.read()


def _end(process: subprocess.Popen[bytes]) -> None:
    """Whatever it was at is begun anew or recovered the next time."""
    for farewell in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            process.send_signal(farewell)
        with suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE_SECONDS)
            return


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
