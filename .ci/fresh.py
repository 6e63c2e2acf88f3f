"""Is the committed contract what the backend exports, and the committed client what is generated from it?

The files on disk are compared before and after `make openapi`; no git is needed.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OPENAPI = ROOT / "openapi"


def contents() -> dict[str, bytes]:
    """Everything that `make openapi` writes."""
    files = [OPENAPI / "openapi.json", *(path for path in (OPENAPI / "generated").rglob("*") if path.is_file())]
    return {str(path.relative_to(ROOT)): path.read_bytes() for path in files if path.exists()}


def main() -> int:
    """0 when nothing changes."""
    before = contents()
    subprocess.run(["make", "--no-print-directory", "openapi"], cwd=ROOT, check=True)
    after = contents()
    stale = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    if stale:
        print(
            "These files were not what the backend's code makes of them. They are now; commit them:", *stale, sep="\n  "
        )
        return 1
    print(f"{len(after)} files of the contract are as the backend's code makes them.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
