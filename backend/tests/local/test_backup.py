"""`make backup` and `make restore`: everything there and back, or nothing at all."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stonechat.local.backup import backup
from stonechat.local.cluster import EmbeddedPostgres

from . import standin
from .conftest import Run, answer_of

FILL = "CREATE TABLE messages (id int PRIMARY KEY, text text NOT NULL); INSERT INTO messages VALUES (1, 'Grüße 日本')"


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database as the commands find it, running, with one message in it."""
    with EmbeddedPostgres(tmp_path / "data", fsync=False) as postgres:
        monkeypatch.setenv("STONECHAT_DATA", str(tmp_path / "data"))
        monkeypatch.delenv("DATABASE_URL", raising=False)
        monkeypatch.delenv("YES", raising=False)
        answer_of(postgres.url, f"{FILL}; {standin.EPOCHS}")
        yield postgres.url


def restored(path: Path) -> int:
    return standin.main("restore", str(path.parent), str(path))


def test_everything_comes_back_and_what_came_later_is_gone(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "safe" / "stonechat.backup"
    assert backup(str(file)) == 0
    answer_of(url, "UPDATE messages SET text = 'spoiled'; CREATE TABLE later AS SELECT 1")
    monkeypatch.setenv("YES", "1")

    assert restored(file) == 0
    assert answer_of(url, "SELECT text FROM messages") == "Grüße 日本"
    assert answer_of(url, "SELECT to_regclass('later') IS NULL") == "t"
    assert answer_of(url, "SELECT epoch FROM epochs") == "2"
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_database_named_by_its_address_works_the_same(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with EmbeddedPostgres(tmp_path / "other", fsync=False) as other:
        assert backup(str(tmp_path / "b")) == 0
        monkeypatch.setenv("DATABASE_URL", other.url)

        assert restored(tmp_path / "b") == 0
        assert answer_of(other.url, "SELECT text FROM messages") == "Grüße 日本"


def test_existing_data_is_replaced_only_after_a_yes(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert backup(str(tmp_path / "b")) == 0
    answer_of(url, "UPDATE messages SET text = 'newer'")

    assert restored(tmp_path / "b") == 1
    assert "YES=1" in capsys.readouterr().err
    assert answer_of(url, "SELECT text FROM messages") == "newer"


def test_it_says_which_secret_is_not_in_the_file_and_when_another_one_was_made(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "data/jwt-secret"
    monkeypatch.setenv("YES", "1")
    assert backup(str(tmp_path / "b")) == 0
    assert "jwt-secret" not in capsys.readouterr().out

    assert restored(tmp_path / "b") == 0
    assert f"A new signing secret was made in {secret}" in capsys.readouterr().out

    assert backup(str(tmp_path / "b")) == 0
    assert f"not in it: {secret}" in capsys.readouterr().out
    assert secret.read_bytes().strip() not in (tmp_path / "b").read_bytes()

    assert restored(tmp_path / "b") == 0
    assert "jwt-secret" not in capsys.readouterr().out


def test_a_damaged_backup_changes_nothing(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer_of(url, "INSERT INTO messages SELECT n, md5(n::text) FROM generate_series(2, 20000) n")
    file = tmp_path / "b"
    assert backup(str(file)) == 0
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) * 2 // 3])
    monkeypatch.setenv("YES", "1")

    assert restored(file) == 1
    assert "Nothing was restored" in capsys.readouterr().err
    assert answer_of(url, "SELECT count(*) FROM messages") == "20000"


def test_any_other_file_is_refused(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "b").write_text("a shopping list")

    assert restored(tmp_path / "b") == 1
    assert "is no backup of Stonechat" in capsys.readouterr().err


def test_a_failed_backup_leaves_the_older_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "b").write_text("the older one")
    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:1/nowhere")

    assert backup(str(tmp_path / "b")) == 1
    assert "Connection refused" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["b"]
    assert (tmp_path / "b").read_text() == "the older one"


def test_it_saves_while_stonechat_runs_and_restores_only_when_it_does_not(a_run: Run, tmp_path: Path) -> None:
    file = tmp_path / "b"
    process = a_run.begin()
    a_run.until_ready(process)

    def command(name: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, standin.__file__, name, str(a_run.repository), str(file)],
            env=a_run.environment,
            check=False,
            capture_output=True,
            text=True,
        )

    saved = command("backup")
    refused = command("restore")
    process.terminate()
    process.communicate()

    assert saved.returncode == 0, saved.stderr
    assert refused.stderr.strip() == "Stonechat is running: stop it first, then restore."
