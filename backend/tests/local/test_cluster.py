"""The embedded PostgreSQL: its data stays, its processes do not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from stonechat.local.cluster import EmbeddedPostgres, free_port, running_url
from stonechat.local.errors import CannotRun

from .conftest import alive, answer_of, eventually, launcher, said


def test_data_stays_over_restarts(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path, fsync=False) as postgres:
        answer_of(postgres.url, "CREATE TABLE kept AS SELECT 42 AS answer")
    with EmbeddedPostgres(tmp_path, fsync=False) as postgres:
        assert answer_of(postgres.url, "SELECT answer FROM kept") == "42"


def test_nothing_runs_after_a_stop(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path, fsync=False) as postgres:
        pid = postgres.pid
        assert pid
        assert running_url(tmp_path) == postgres.url

    assert not alive(pid)
    assert postgres.pid is None
    assert running_url(tmp_path) is None


def test_words_of_all_languages_are_words_to_it(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path, fsync=False) as postgres:
        answer_of(postgres.url, "CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent")

        assert answer_of(postgres.url, "SELECT lower('ÉLODIE')") == "élodie"
        assert answer_of(postgres.url, "SELECT similarity('Ænima Øl', 'ænima øl')") == "1"


def test_the_password_is_asked_for_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path, fsync=False) as postgres:
        wrong = postgres.url.replace(":", ":x", 2).replace("postgresql:x", "postgresql:")
        with pytest.raises(AssertionError, match="password authentication failed"):
            answer_of(wrong, "SELECT 1")

    assert (tmp_path / "postgres-password").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "postgres").stat().st_mode & 0o777 == 0o700


def test_a_lost_password_file_loses_no_data(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path, fsync=False) as postgres:
        answer_of(postgres.url, "CREATE TABLE kept AS SELECT 42 AS answer")
    (tmp_path / "postgres-password").unlink()

    with EmbeddedPostgres(tmp_path, fsync=False) as postgres:
        assert answer_of(postgres.url, "SELECT answer FROM kept") == "42"


def test_a_second_launcher_on_the_same_data_is_told(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path, fsync=False), pytest.raises(CannotRun, match="already running on the data folder"):
        EmbeddedPostgres(tmp_path).start()


def test_a_fixed_port_is_kept_to_and_named_when_it_is_taken(tmp_path: Path) -> None:
    port = free_port()
    with EmbeddedPostgres(tmp_path / "one", fsync=False, port=port) as postgres:
        assert f":{port}/" in postgres.url

        with pytest.raises(CannotRun, match="PostgreSQL did not start: could not"):
            EmbeddedPostgres(tmp_path / "two", fsync=False, port=port).start()


def test_the_server_stops_when_its_launcher_is_killed_and_committed_data_is_there(tmp_path: Path) -> None:
    process = launcher(tmp_path)
    pid, url = said(process)
    answer_of(url, "CREATE TABLE kept AS SELECT 42 AS answer")
    process.kill()
    process.communicate()

    if sys.platform == "linux":  # Elsewhere nobody tells the server; the next start stops it.
        eventually(lambda: not alive(pid), "the server stops")
    with EmbeddedPostgres(tmp_path, fsync=False) as postgres:
        assert answer_of(postgres.url, "SELECT answer FROM kept") == "42"


def test_a_server_that_outlived_its_launcher_is_stopped_first(tmp_path: Path) -> None:
    lines: list[str] = []
    first = EmbeddedPostgres(tmp_path, fsync=False)
    first.start()
    left_behind = first.pid
    assert left_behind
    first._lock.give_back()  # As the system does when the launcher dies.

    with EmbeddedPostgres(tmp_path, fsync=False, say=lines.append):
        assert lines == ["Stopping the PostgreSQL that an earlier run left behind."]
        assert not alive(left_behind)
    first.stop()


def test_a_stale_file_that_names_a_stranger_stops_nobody(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path, fsync=False) as postgres:
        status = (tmp_path / "postgres/postmaster.pid").read_text()
        pid = postgres.pid
    stranger = subprocess.Popen(["sleep", "60"])
    (tmp_path / "postgres/postmaster.pid").write_text(status.replace(str(pid), str(stranger.pid)))

    with EmbeddedPostgres(tmp_path, fsync=False):
        assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_data_of_another_major_version_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path, fsync=False):
        pass
    (tmp_path / "postgres/PG_VERSION").write_text("14\n")

    with pytest.raises(CannotRun, match=r"made by PostgreSQL 14 .*make backup") as refusal:
        EmbeddedPostgres(tmp_path).start()
    assert "jwt-secret" not in str(refusal.value)

    (tmp_path / "jwt-secret").write_text("made here, so nobody else has it")
    with pytest.raises(CannotRun, match=f"Copy {tmp_path}/jwt-secret .*sign in again"):
        EmbeddedPostgres(tmp_path).start()


async def test_a_terminated_server_is_noticed(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path, fsync=False) as postgres:
        pid = postgres.pid
        assert pid
        address = postgres.url
        os.kill(pid, signal.SIGKILL)
        eventually(lambda: postgres.pid is None, "it is noticed")

        await postgres.start_again()
        assert postgres.url == address
        assert answer_of(address, "SELECT 1") == "1"
