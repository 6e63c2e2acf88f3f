"""No lock file names a host: whoever installs gets the packages from where they are used to get them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def npm_faults(lock: Path) -> Iterator[str]:
    """Packages that are locked to an address."""
    for name, package in json.loads(lock.read_text())["packages"].items():
        if "://" in package.get("resolved", ""):
            yield f"{lock.relative_to(ROOT)}: {name} comes from {package['resolved']}"


def python_faults(lock: Path) -> Iterator[str]:
    """Lines that name an address or an index."""
    for number, line in enumerate(lock.read_text().splitlines(), 1):
        if "://" in line or line.startswith(("--index", "--extra-index")):
            yield f"{lock.relative_to(ROOT)}:{number}: {line}"


def main() -> int:
    """0 when there is none."""
    npm_locks = [*sorted(ROOT.glob("*/package-lock.json")), ROOT / "bench/peers/package-lock.json"]
    python_locks = sorted(ROOT.glob("backend/requirements/*.txt"))
    found = [fault for lock in npm_locks for fault in npm_faults(lock)]
    found += [fault for lock in python_locks for fault in python_faults(lock)]
    print("\n".join(found) if found else f"{len(npm_locks) + len(python_locks)} lock files name no host.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
