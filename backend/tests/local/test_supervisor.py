"""What `make run` promises: everything up in order, kept alive, and gone without a trace."""

from __future__ import annotations

import json
import os
import signal
import stat
from contextlib import suppress
from pathlib import Path

from stonechat.local.cluster import EmbeddedPostgres

from .conftest import Run, alive, eventually, in_background


def test_it_starts_everything_says_so_and_stops_everything_on_sigterm(a_run: Run) -> None:
    process = a_run.begin()
    state = a_run.until_ready(process)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=20)

    assert process.returncode == 0
    assert err == ""
    assert state["site_id"] == "s1"
    assert all(address in out for address in state["addresses"].values())
    assert "Sign in as   a@example.com, password made-now" in out
    assert "banner" not in out
    assert "an event of every day" not in out
    assert "an event of alarm" in out
    assert "an event of every day" in (a_run.data / "logs/api.log").read_text()
    assert not any(alive(pid) for pid in state["pids"].values())
    assert a_run.state() is None


def test_ctrl_c_stops_it_too(a_run: Run) -> None:
    process = a_run.begin()
    a_run.until_ready(process)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)

    assert process.returncode == 0


def test_a_signal_while_it_starts_stops_it(a_run: Run) -> None:
    process = a_run.begin()
    eventually((a_run.data / "postgres.log").exists, "PostgreSQL starts")
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)

    assert process.returncode == 0
    assert not (a_run.data / "postgres/postmaster.pid").exists()


def test_in_the_background_it_ignores_ctrl_c_and_still_stops_at_once(a_run: Run) -> None:
    with in_background():
        process = a_run.begin()
    eventually((a_run.data / "postgres.log").exists, "PostgreSQL starts")
    process.send_signal(signal.SIGINT)
    state = a_run.until_ready(process)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)

    assert process.returncode == 0
    assert not any(alive(pid) for pid in state["pids"].values())


def test_a_signal_in_the_background_while_it_starts_stops_it(a_run: Run) -> None:
    with in_background():
        process = a_run.begin()
    eventually((a_run.data / "postgres.log").exists, "PostgreSQL starts")
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)

    assert process.returncode == 0


def test_a_signal_while_the_data_folder_is_made_stops_it_at_once(a_run: Run) -> None:
    process = a_run.begin()
    eventually((a_run.data / "postgres.new").exists, "PostgreSQL makes its folder")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)

    assert (process.returncode, err) == (0, "")
    assert "Stopping." in out
    assert not (a_run.data / "postgres").exists()


def test_a_signal_while_postgresql_recovers_stops_it_at_once(a_run: Run) -> None:
    with EmbeddedPostgres(a_run.data, fsync=False):
        pass
    # It then reads its log for ever and lets nobody in, as in a long recovery.
    (a_run.data / "postgres/standby.signal").touch()
    with (a_run.data / "postgres/postgresql.conf").open("a") as settings:
        settings.write("hot_standby = off\n")
    (a_run.data / "postgres.log").unlink()
    process = a_run.begin()
    log = a_run.data / "postgres.log"
    eventually(lambda: log.exists() and "entering standby mode" in log.read_text(), "the recovery begins")
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=10)

    assert (process.returncode, err) == (0, "")
    assert not (a_run.data / "postgres/postmaster.pid").exists()


def test_the_first_password_is_told_even_when_a_part_then_fails(a_run: Run) -> None:
    vite = a_run.repository / "dashboard-frontend/node_modules/vite/bin/vite.js"
    vite.write_text("process.exit(3);")

    out, _ = a_run.begin().communicate(timeout=20)

    assert "a@example.com, password made-now" in out


def test_the_first_password_is_told_even_when_a_signal_comes_before_it_is_known(a_run: Run) -> None:
    process = a_run.begin(INIT_ANSWERS_AFTER="1.5")
    eventually((a_run.data / "committed").exists, "the first admin is stored")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)

    assert (process.returncode, err) == (0, "")
    assert "a@example.com, password made-now" in out


def test_whoever_has_a_password_is_told_how_to_get_another(a_run: Run) -> None:
    process = a_run.begin(ADMIN_EXISTS="yes")
    a_run.until_ready(process)
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=20)

    assert "make password EMAIL=a@example.com" in out
    assert "made-now" not in out


def test_each_part_gets_what_it_needs_and_the_static_hosts_get_no_secret(a_run: Run) -> None:
    state = a_run.until_ready(a_run.begin())

    widget = json.loads(a_run.fetch("widget"))
    assert widget == {"site": "s1", "api": state["addresses"]["api"], "database": None}
    port = state["ports"]["dashboard"]
    assert a_run.fetch("api") == f"http://127.0.0.1:{port},http://localhost:{port}"


def test_nothing_runs_on_after_the_supervisor_was_killed_and_the_next_start_works(a_run: Run) -> None:
    process = a_run.begin()
    state = a_run.until_ready(process)
    process.kill()
    process.communicate()

    eventually(lambda: not any(alive(pid) for pid in state["pids"].values()), "the children leave")
    a_run.until_ready(a_run.begin())


def test_it_recovers_after_everything_was_killed_at_once(a_run: Run) -> None:
    process = a_run.begin()
    state = a_run.until_ready(process)
    for pid in state["pids"].values():
        with suppress(ProcessLookupError):  # The children may already have followed the supervisor.
            os.kill(pid, signal.SIGKILL)
    process.communicate()

    again = a_run.until_ready(a_run.begin())
    assert again["ports"] == state["ports"]


def test_a_part_that_dies_is_started_again(a_run: Run) -> None:
    process = a_run.begin()
    first = a_run.until_ready(process)["pids"]
    os.kill(first["api"], signal.SIGKILL)
    os.kill(first["postgres"], signal.SIGKILL)

    def both_are_new() -> bool:
        now = (a_run.state() or {"pids": first})["pids"]
        return all(now[name] not in {first[name], None} for name in ("api", "postgres"))

    eventually(both_are_new, "the API and PostgreSQL are there again")
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=20)
    assert "The api stopped (signal SIGKILL); starting it again in 0.5 s." in out
    assert "PostgreSQL stopped; starting it again." in out


def test_a_second_start_on_the_same_data_is_told(a_run: Run) -> None:
    a_run.until_ready(a_run.begin())

    assert "Stonechat is already running on the data folder" in a_run.refused()


def test_the_secret_is_made_once_and_only_its_owner_may_read_it(a_run: Run) -> None:
    def start_and_stop() -> str:
        process = a_run.begin()
        a_run.until_ready(process)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
        return secret.read_text()

    secret: Path = a_run.data / "jwt-secret"

    assert start_and_stop() == start_and_stop()
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
