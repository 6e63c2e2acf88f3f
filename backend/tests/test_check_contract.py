"""The check for breaking changes bites, and lets through what was approved with a reason."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stonechat.app import make_document

SCRIPT = Path(__file__).parents[1] / "scripts" / "check_contract.py"
DOCUMENT = make_document()


def check(folder: Path, change: Callable[[Any], object], approved: str = "") -> subprocess.CompletedProcess[str]:
    current = copy.deepcopy(DOCUMENT)
    change(current)
    files = {"released.json": json.dumps(DOCUMENT), "current.json": json.dumps(current), "approved.txt": approved}
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    command = [sys.executable, str(SCRIPT), *(str(folder / name) for name in files)]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def remove(schema: str, name: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        found = document["components"]["schemas"][schema]
        del found["properties"][name]
        found["required"].remove(name)

    return change


def demand(schema: str, name: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        found = document["components"]["schemas"][schema]
        found["properties"][name] = {"type": "string"}
        found["required"].append(name)

    return change


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document["paths"].pop("/v1/me"),
        remove("Message", "text"),
        remove("RowsFrame", "cursor"),
        demand("SendMessage", "mood"),
        demand("HelloFrame", "mood"),
    ],
)
def test_what_breaks_clients_fails(tmp_path: Path, change: Callable[[Any], object]) -> None:
    answer = check(tmp_path, change)

    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert "approved.txt" in answer.stdout


def test_what_only_adds_passes(tmp_path: Path) -> None:
    def add(document: Any) -> None:
        document["components"]["schemas"]["Customer"]["properties"]["mood"] = {"type": "string"}
        document["paths"]["/v1/new"] = document["paths"]["/v1/me"]

    answer = check(tmp_path, add)

    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_a_break_passes_with_a_reason_and_not_without_one(tmp_path: Path) -> None:
    def remove_me(document: Any) -> None:
        del document["paths"]["/v1/me"]

    assert check(tmp_path, remove_me, "/v1/me | Nobody used it.\n").returncode == 0
    assert check(tmp_path, remove_me, "/v1/me\n").returncode == 1


def test_an_approval_of_nothing_fails(tmp_path: Path) -> None:
    answer = check(tmp_path, lambda _: None, "/v1/gone | It was never there.\n")

    assert answer.returncode == 1
    assert "/v1/gone" in answer.stdout
