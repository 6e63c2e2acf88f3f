"""Fail on a change that breaks clients of the last release, unless openapi/approved-breaks.txt names it and says why.

`check_contract.py [RELEASED CURRENT APPROVED]`; the three files of openapi/ by default. Each line of the last one is
`location | reason`. The comparison is specshift's, which follows paths only: the socket's frames are given one here.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "openapi"
SPECSHIFT = Path(sys.executable).with_name("specshift")


def main(released: Path, current: Path, approved: Path) -> int:
    """Compare, print what is not approved, and return the exit status."""
    approvals, faults = read_approvals(approved)
    breaks = find_breaks(released, current)
    for location, message in sorted(breaks.items()):
        if location not in approvals:
            faults.append(f"{location}: {message}")
    faults += [f"{location}: approved, and not broken" for location in sorted(approvals.keys() - breaks.keys())]
    for fault in faults:
        print(fault)
    if faults:
        print(f"\nKeep what clients rely on, or add `location | reason` to {approved.name}.")
    else:
        print(f"{len(breaks)} breaking changes since the release, all approved." if breaks else "Nothing is broken.")
    return 1 if faults else 0


def find_breaks(released: Path, current: Path) -> dict[str, str]:
    """What breaks, by its place in the contract."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name, path in (("released", released), ("current", current)):
            file = Path(folder) / f"{name}.json"
            file.write_text(json.dumps(with_frames(json.loads(path.read_text(encoding="utf-8")))), encoding="utf-8")
            files.append(str(file))
        command = [str(SPECSHIFT), "diff", *files, "--format", "json", "--fail-on", "none"]
        answer = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 (our own files)
    changes = json.loads(answer.stdout)["changes"]
    return {change["location"]: change["message"] for change in changes if change["severity"] == "breaking"}


def with_frames(document: dict[str, Any]) -> dict[str, Any]:
    """The document with the socket as if each frame were a call, so that frames are compared too."""
    schemas = document["components"]["schemas"]
    for union, side in (("ServerFrame", "answer"), ("ClientFrame", "request")):
        for frame_type, reference in schemas[union]["discriminator"]["mapping"].items():
            content = {"content": {"application/json": {"schema": {"$ref": reference}}}}
            operation: dict[str, Any] = {"responses": {"200": {"description": ""}}}
            if side == "answer":
                operation["responses"]["200"] |= content
            else:
                operation["requestBody"] = content
            document["paths"][f"/v1/socket/{frame_type}"] = {"post": operation}
    return document


def read_approvals(path: Path) -> tuple[dict[str, str], list[str]]:
    """The approved breaks with their reasons, and what is wrong with the file itself."""
    approvals: dict[str, str] = {}
    faults: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        location, _, reason = line.partition(" | ")
        if reason.strip():
            approvals[location.strip()] = reason.strip()
        else:
            faults.append(f"{location.strip()}: approved without a reason")
    return approvals, faults


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(given or [FOLDER / "released.json", FOLDER / "openapi.json", FOLDER / "approved-breaks.txt"])))
