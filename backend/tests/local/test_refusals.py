"""What stops `make run`: one sentence, a non-zero exit, and nothing was started."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from stonechat.local.cluster import free_port

from .conftest import Run


@pytest.mark.parametrize("setting", ["API_PORT", "WIDGET_PORT", "DASHBOARD_PORT"])
def test_a_port_in_use_is_named_with_its_setting(a_run: Run, setting: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        sentence = a_run.refused(**{setting: str(port)})

    assert str(port) in sentence
    assert setting in sentence
    assert not (a_run.data / "postgres").exists()


def test_two_parts_on_one_port_are_refused(a_run: Run) -> None:
    assert a_run.refused(API_PORT="7000", WIDGET_PORT="7000").startswith("API_PORT and WIDGET_PORT are both 7000")


def test_a_missing_node_is_named(a_run: Run, tmp_path: Path) -> None:
    assert "there is no `node` on the PATH" in a_run.refused(PATH=str(tmp_path))


def test_an_old_node_is_named(a_run: Run, tmp_path: Path) -> None:
    node = tmp_path / "node"
    node.write_text("#!/bin/sh\necho v18.20.4\n")
    node.chmod(0o755)

    sentence = a_run.refused(PATH=f"{tmp_path}:/usr/bin:/bin")

    assert "needs Node.js 20.19 or newer" in sentence
    assert "v18.20.4" in sentence


def test_a_database_that_refuses_is_told_without_a_stack(a_run: Run) -> None:
    url = f"postgresql://somebody:secret@127.0.0.1:{free_port()}/chat"

    sentence = a_run.refused(DATABASE_URL=url, JWT_SECRET="x" * 40)

    assert "Connection refused" in sentence
    assert "DATABASE_URL" in sentence
    assert "secret" not in sentence


def test_a_database_of_ones_own_needs_a_secret_of_ones_own(a_run: Run) -> None:
    assert a_run.refused(DATABASE_URL="postgresql://127.0.0.1/chat").startswith("JWT_SECRET is missing")


@pytest.mark.parametrize("changed", [{"STONECHAT_ENV": "production"}, {"HOST": "0.0.0.0"}, {"API_HOST": "0.0.0.0"}])
def test_the_embedded_database_needs_a_yes_where_others_depend_on_it(a_run: Run, changed: dict[str, str]) -> None:
    assert "STONECHAT_EMBEDDED=yes" in a_run.refused(**changed)


def test_a_frontend_that_is_not_built_is_named(a_run: Run) -> None:
    (a_run.repository / "widget-frontend/dist").rmdir()

    assert a_run.refused().startswith("widget-frontend is not built yet")


def test_a_part_that_cannot_start_ends_the_start_with_its_last_words(a_run: Run) -> None:
    vite = a_run.repository / "dashboard-frontend/node_modules/vite/bin/vite.js"
    vite.write_text('console.log("the dist folder is damaged"); process.exit(3);')

    out, err = a_run.begin().communicate(timeout=20)

    assert err.startswith("The dashboard stopped while it started: the dist folder is damaged")
    assert out.strip().endswith("Stopped.")
    assert a_run.processes[-1].returncode == 1


def test_a_data_folder_that_cannot_be_made_is_named(a_run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    assert "choose another one with STONECHAT_DATA" in a_run.refused(STONECHAT_DATA=str(tmp_path / "file" / "data"))
