"""How this package starts other programs: tied to its own life, and without root's rights where those are refused."""

from __future__ import annotations

import os
import pwd
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from stonechat.local.errors import CannotRun

CHILD = Path(__file__).with_name("child.py")
SERVER_USERS = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Identity:
    """A user of the system."""

    uid: int
    gid: int
    name: str


def tied(command: list[str], farewell: signal.Signals, identity: Identity | None = None) -> list[str]:
    """The command line that runs `command` so that it gets `farewell` when this process dies (on Linux)."""
    user = f"{identity.uid}:{identity.gid}" if identity else "-"
    return [sys.executable, "-I", "-S", str(CHILD), str(os.getpid()), str(int(farewell)), user, *command]


def server_identity(cluster: Path) -> Identity | None:
    """Who runs PostgreSQL on `cluster`: None for ourselves, or somebody else, because it refuses to run as root."""
    owner = cluster.stat().st_uid if cluster.exists() else None
    if os.geteuid() != 0:
        if owner is not None and owner != os.geteuid():
            raise CannotRun(
                f"{cluster} belongs to the user {_name_of(owner)}: run Stonechat as that user or as root, "
                "or choose another folder with STONECHAT_DATA."
            )
        return None
    if owner:
        return Identity(owner, cluster.stat().st_gid, _name_of(owner))
    for name in SERVER_USERS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Identity(entry.pw_uid, entry.pw_gid, name)
    raise CannotRun(
        "PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody` to run it as: "
        "run Stonechat as an ordinary user."
    )


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"number {uid}"
